"""The preview pictures that social networks show with a shared link (1200 × 630): an SVG and a PNG per page."""

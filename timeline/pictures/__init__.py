"""The pictures that networks show beside a shared link (1200 × 630): one SVG of each page, and the same as PNG."""

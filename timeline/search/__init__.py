"""The search engine of the site, the API and the MCP server: what a reader's words meant (query, over the names that
the record knows: names), what of the record matches (ground, matching, completing), in which order (ranking, engine),
and the two sides' own words in answer (answers); suggestions while somebody types. Between selectors and surfaces."""

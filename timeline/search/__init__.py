"""The search engine of the site, the API and the MCP server: parses a query (query, with the record's names: names),
matches it (ground, matching, completing), ranks the results (ranking, engine) and answers with the two sides' own words
(answers); autocomplete (suggestions). A layer between the selectors and the pages, API and MCP server."""

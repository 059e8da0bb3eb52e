"""Finding, reading and embedding the record: robots.txt, sitemaps, security.txt, the guide for language models, and the
pages that other sites embed."""

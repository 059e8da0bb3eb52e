"""What lets others find, read and embed the record: robots.txt, sitemaps, security.txt, the guide for language models,
and the pages that other sites show."""

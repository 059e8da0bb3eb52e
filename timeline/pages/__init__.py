"""The HTML pages: view functions, one module per subject, with templates of the same name."""

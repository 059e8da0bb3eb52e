"""HTTP middleware: validators and the response cache, compression, security headers."""

"""The project package: settings from the environment, root URLs, the WSGI application."""

"""Monitoring: health checks, logs, metrics."""

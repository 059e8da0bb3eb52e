"""Prometheus metrics, on a separate port (METRICS_PORT), never on the public one; no search terms or client addresses.

Every web process counts into files of one directory (PROMETHEUS_MULTIPROC_DIR, which gunicorn_conf.py creates before
anything here is imported); `python -m armscontrol.monitoring.metrics PORT`, which the server starts beside them,
aggregates and serves them. docs/operations.md explains each metric and when to worry.
"""

"""Prometheus metrics, on a port of their own (METRICS_PORT), never on the public one; no reader's words or address.

Every web process counts into files of one folder (PROMETHEUS_MULTIPROC_DIR, which gunicorn_conf.py makes before
anything here is imported); `python -m armscontrol.monitoring.metrics PORT`, which the server starts beside them, adds
them up for who asks.
docs/operations.md says what each number is and when to worry.
"""

"""The definitions of all metrics. Labels have few values, whatever is requested. Any module may import this."""

from prometheus_client import Counter, Gauge, Histogram

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

REQUESTS = Counter("across_requests", "Requests answered", ["surface", "status"])
REQUEST_SECONDS = Histogram("across_request_seconds", "Seconds an answer took", ["surface"], buckets=SECONDS)
ANSWERS = Counter("across_answers", "Answers of the record: kept, made, or unchanged for who has them", ["how"])
OUTAGES = Counter("across_outages", "Answers that the database was away for")
RELEASE = Gauge(
    "across_release_loaded_seconds", "When the release was loaded that was last shown", multiprocess_mode="mostrecent"
)

CACHE_VALUES = Counter("across_cache_values", "Values asked of the cache", ["use", "outcome"])
CACHE_FAILURES = Counter("across_cache_failures", "Times that Redis did not answer and was left alone for a while")

DATABASE_SECONDS = Histogram("across_database_seconds", "Seconds a query took", ["database"], buckets=SECONDS)
DATABASE_ERRORS = Counter("across_database_errors", "Queries that failed", ["database", "error"])
DATABASE_CONNECTIONS = Counter("across_database_connections", "Connections opened", ["database"])
DATABASE_UP = Gauge(
    "across_database_up",
    "1 where a database answered when last looked at; looked at where there are replicas",
    ["database"],
    multiprocess_mode="livemostrecent",
)
REPLICA_PASSED_OVER = Counter(
    "across_replica_passed_over", "Times a replica was not read from: away, behind, failed", ["database", "why"]
)
REPLICA_LAG = Gauge(
    "across_replica_lag_seconds",
    "Seconds for which a replica has held an older release than the primary",
    ["database"],
    multiprocess_mode="livemostrecent",
)

COLLECTIONS = Gauge(
    "across_gc_collections", "Garbage collections of the web processes", ["generation"], multiprocess_mode="livesum"
)

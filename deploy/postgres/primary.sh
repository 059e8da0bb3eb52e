#!/bin/sh
# Run once on a new primary, as its owner: the roles of the web processes (which only read) and of the replica.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --set reader="$(cat "$READER_PASSWORD_FILE")" \
    --set replicator="$(cat "$REPLICATION_PASSWORD_FILE")" <<'SQL'
CREATE ROLE reader LOGIN PASSWORD :'reader';
ALTER ROLE reader SET default_transaction_read_only = on;
ALTER ROLE reader SET statement_timeout = '15s';
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader;
CREATE ROLE replicator REPLICATION LOGIN PASSWORD :'replicator';
SELECT pg_create_physical_replication_slot('replica1');
SQL

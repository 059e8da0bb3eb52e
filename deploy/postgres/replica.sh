#!/bin/sh
# A replica: copies the primary when its folder is empty, then follows it. Arguments: the server and its options.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    PGPASSWORD=$(cat "$REPLICATION_PASSWORD_FILE") pg_basebackup --no-password --host "$PRIMARY_HOST" \
        --port "${PRIMARY_PORT:-5432}" --username replicator --pgdata "$PGDATA" --write-recovery-conf \
        --wal-method stream --slot replica1 --checkpoint fast
    chmod 700 "$PGDATA"
fi
exec "$@"

#!/bin/sh
# deploy/secrets.sh [FOLDER]: makes every secret that docker-compose.yml reads, once; what is there is left as it is.
set -eu
umask 077
folder=${1:-deploy/secrets}
primary=${PRIMARY:-primary:5432} replica=${REPLICA:-replica:5432} redis=${REDIS:-redis:6379} name=${DATABASE:-across_the_table}
mkdir -p "$folder"
made() { [ -s "$folder/$1" ] || od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$folder/$1"; cat "$folder/$1"; }
kept() { [ -s "$folder/$1" ] || printf '%s\n' "$2" >"$folder/$1"; }

made secret_key >/dev/null
made replication_password >/dev/null
owner=$(made postgres_password)
reader=$(made reader_password)
cache=$(made redis_password)
kept owner_database_url "postgres://across:$owner@$primary/$name"
kept database_url "postgres://reader:$reader@$primary/$name"
kept database_replica_urls "postgres://reader:$reader@$replica/$name"
kept cache_url "redis://:$cache@$redis/0"
kept redis_auth "requirepass $cache"
chmod 644 "$folder"/* # read by the containers' own users; the folder is closed to everybody else

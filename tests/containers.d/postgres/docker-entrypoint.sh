#!/bin/bash
# Prepares the database once, with what POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE and POSTGRES_INITDB_ARGS
# say and what is in /docker-entrypoint-initdb.d, then serves it. Options alone go to postgres.
set -euo pipefail

[[ ${1:-} != -* ]] || set -- postgres "$@"
if [[ $1 == postgres && $EUID == 0 ]]; then
  chown --recursive postgres: "$PGDATA"
  chmod 0700 "$PGDATA"
  exec setpriv --reuid postgres --regid postgres --init-groups env HOME=/var/lib/postgresql "$0" "$@"
fi

export POSTGRES_USER=${POSTGRES_USER:-postgres}
export POSTGRES_DB=${POSTGRES_DB:-$POSTGRES_USER}

# run_each: scripts are sourced unless they may be executed, as by the official image.
run_each() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) if [[ -x $file ]]; then "$file"; else . "$file"; fi ;;
      *.sql) psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --file "$file" ;;
    esac
  done
}

prepare() {
  local password=${POSTGRES_PASSWORD:-}
  [[ -z ${POSTGRES_PASSWORD_FILE:-} ]] || password=$(< "$POSTGRES_PASSWORD_FILE")
  [[ -n $password ]] || { echo "Neither POSTGRES_PASSWORD nor POSTGRES_PASSWORD_FILE is set." >&2; exit 1; }
  # shellcheck disable=SC2086
  initdb --username "$POSTGRES_USER" --pwfile <(printf '%s\n' "$password") ${POSTGRES_INITDB_ARGS:-}
  printf '\nhost all all all scram-sha-256\n' >> "$PGDATA/pg_hba.conf"
  # On a socket alone, so that nobody takes it for ready.
  pg_ctl --options "-c listen_addresses=''" --wait start
  [[ $POSTGRES_DB == postgres ]] || createdb --username "$POSTGRES_USER" --maintenance-db postgres "$POSTGRES_DB"
  run_each
  pg_ctl --mode fast --wait stop
}

if [[ $1 == postgres && ! -s $PGDATA/PG_VERSION ]]; then prepare; fi
exec "$@"

# Sourced by tests/bench: a private PostgreSQL, a register per build, the services, and the rounds.
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)

# postgres PROGRAM ARGUMENTS...: as an ordinary user.
postgres() {
  local program=$programs/$1
  shift
  if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --clear-groups "$program" "$@"; else "$program" "$@"; fi
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

port=$(free_port)
mkdir "$work/postgres"
chmod 711 "$work"
((EUID != 0)) || chown postgres "$work/postgres"
postgres initdb -D "$work/postgres/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
# All settings that matter are as PostgreSQL comes, but for room in the log.
postgres pg_ctl start -w -D "$work/postgres/data" -l "$work/postgres/log" -o "-c port=$port -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories=$work/postgres -c max_wal_size=8GB -c max_connections=200" >/dev/null
psql() { command psql -X -q -h 127.0.0.1 -p "$port" -U postgres "$@"; }

place() { echo "Host=127.0.0.1;Port=$port;Database=$1;Username=postgres;SSL Mode=Disable;Maximum Pool Size=$connections"; }

# serve BUILD ADDRESS LOG: starts a service over the register of the build, and waits until it is ready.
serve() {
  local service=${folder[$1]}/src/IncidentService/bin/Release/net10.0
  (cd "$service" && exec env ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS="$2" Database__Engine=postgres \
    ConnectionStrings__Incidents="$(place "$1")" Limits__MissesPerMinute=0 dotnet IncidentService.dll >"$3" 2>&1) &
  started+=($!)
  until curl -fs -o /dev/null "$2/health/ready"; do
    kill -0 "${started[-1]}" || { cat "$3" >&2; exit 1; }
    sleep 0.1
  done
}

declare -A address=() key=()
for name in "${builds[@]}"; do
  bin=${folder[$name]}/tests/IncidentService.Bench/bin/Release/net10.0/IncidentService.Bench.dll
  service=${folder[$name]}/src/IncidentService/bin/Release/net10.0/IncidentService.dll
  say "$name: making a register of $incidents incidents ..."
  lock
  key[$name]=$(dotnet "$bin" generate "$work/$name.db" --incidents "$incidents")
  psql postgres -c "CREATE DATABASE $name"
  say "$name: copying it to PostgreSQL ..."
  (cd "$(dirname "$service")" && dotnet "$service" copy --from "sqlite:$work/$name.db" --to "postgres:$(place "$name")" >/dev/null)
  rm -f "$work/$name.db"*
  psql "$name" -c 'VACUUM ANALYZE' -c CHECKPOINT
  unlock
  address[$name]=http://127.0.0.1:$(free_port)
  serve "$name" "${address[$name]}" "$work/$name.log"
  psql "$name" -tA -c "SELECT number FROM incidents WHERE survivor_id IS NULL ORDER BY id DESC LIMIT 200" >"$work/$name.recent"
  psql "$name" -tA -c "SELECT number FROM incidents WHERE survivor_id IS NULL ORDER BY random() LIMIT 200000" >"$work/$name.any"
  for kind in recent any; do sed 's|^|/v1/incidents/|' "$work/$name.$kind" >"$work/$name.$kind.paths"; done
  head -1000 "$work/$name.any" | sed 's|\(....\)\(....\)\(....\)|{"quoted":"\1-\2-\3"}|' >"$work/$name.lookups"
done
cat >"$work/open.json" <<'JSON'
{"subject":"Price match for a drill","contacts":[{"kind":"email","value":"anna<N>@example.com"}],"references":[{"system":"zendesk","value":"<N>"}],"message":{"text":"Will you match your own store's price on W-55120?","direction":"in"}}
JSON

psql this -c 'CREATE SEQUENCE floor_id' -c 'CREATE TABLE one_row (id bigint PRIMARY KEY, body text NOT NULL)' -c 'CREATE SEQUENCE one_row_id' \
  -c 'CREATE TABLE numbered (n bigint PRIMARY KEY, number bigint NOT NULL, id bigint NOT NULL)' \
  -c 'INSERT INTO numbered SELECT row_number() OVER (), number, id FROM incidents WHERE survivor_id IS NULL' -c 'ANALYZE numbered'
rows=$(psql this -tA -c 'SELECT count(*) FROM numbered')
for script in "$here"/tests/bench.d/*.pgbench; do sed "s/:rows/$rows/" "$script" >"$work/$(basename "$script")"; done
cat "$work/floor-get.pgbench" "$work/floor-record.pgbench" >"$work/floor-lookup.pgbench"

headers=()
for ((round = 0; round <= rounds; round++)); do
  lock
  say "PostgreSQL, round $round of $rounds (0 warms up) ..."
  for script in insert select floor-open floor-get floor-lookup; do pgbench_rate "$script" "$round" "$work/$script.pgbench"; done
  for name in "${builds[@]}"; do
    drive "$name open" "$round" "${address[$name]}" "${key[$name]}" unique POST "$work/open.json" /v1/incidents "$((round + 1))$RANDOM"
    drive "$name get-recent" "$round" "${address[$name]}" "${key[$name]}" random GET "$work/$name.recent.paths"
    drive "$name get-any" "$round" "${address[$name]}" "${key[$name]}" random GET "$work/$name.any.paths"
    drive "$name lookup" "$round" "${address[$name]}" "${key[$name]}" random POST "$work/$name.lookups" /v1/lookups
  done
  unlock
done
for index in "${!builds[@]}"; do
  keep "${builds[$index]} memory" 0 "$(awk '/VmRSS/ { print $2 / 1024 }' "/proc/${started[$index]}/status")" ""
done
source "$here/tests/bench.d/replicas.sh"

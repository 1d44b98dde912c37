# shellcheck shell=bash
# Two replicas of the service, and the load.

binaries=src/IncidentService/bin/Release/net10.0
checker=tests/IncidentService.Cluster/bin/Release/net10.0/IncidentService.Cluster.dll
replicas=(http://$net.1:8081 http://$net.1:8082)

start_service() {
  ask "CREATE ROLE incidents LOGIN PASSWORD '$password'" > /dev/null
  ask "CREATE DATABASE incidents OWNER incidents" > /dev/null || give_up "a database"
  local host=$net.1
  [[ $ACCESS == haproxy ]] || host="$(address m1),$(address m2),$(address m3)"
  export Database__Engine=postgres ASPNETCORE_ENVIRONMENT=Production Limits__MissesPerMinute=0
  ConnectionStrings__Incidents="Host=$host;Database=incidents;Username=incidents;Password=$password;SSL Mode=Disable"
  export ConnectionStrings__Incidents
  incident migrate > "$WORK/migrate.log" 2>&1 || give_up "the schema"
  DESK_KEY=$(incident keys add --name Desk --channel email --scopes read,write,approve --quiet) || give_up "a key"
  TILL_KEY=$(incident keys add --name Till --channel store --scopes read,write,redeem --quiet) || give_up "a key"
  export DESK_KEY TILL_KEY
  local replica
  for replica in "${replicas[@]}"; do
    incident serve --urls "$replica" > "$WORK/service-${replica##*:}.log" 2>&1 &
    within 60 curl -sf "$replica/health/ready" || give_up "$replica is ready"
  done
}

incident() { dotnet "$binaries/IncidentService.dll" "$@"; }

# start_load STEP
start_load() {
  rm -f "$WORK/stop"
  dotnet "$checker" --step "$1" --history "$WORK/history.jsonl" --until "$WORK/stop" "${replicas[@]}" > "$WORK/load-$1.log" 2>&1 &
  load=$!
}

# end_load: what it saw; fails where the history is not as it must be.
end_load() {
  touch "$WORK/stop"
  wait "$load"
  local status=$?
  cat "$WORK/load-$1.log"
  return "$status"
}

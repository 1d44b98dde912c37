# Sourced by tests/bench: how one measure is taken, and where its figure is kept.

# keep NAME ROUND RATE [P99-IN-MICROSECONDS]
keep() { printf '%s\t%s\t%s\t%s\n' "$@" >>"$work/figures.tsv"; }

# drive NAME ROUND ADDRESS KEY WORDS...: wrk sends what the words say (tests/IncidentService.Bench/Load/requests.lua).
drive() {
  local name=$1 round=$2 address=$3 key=$4 line
  shift 4
  line=$(wrk -t2 -c"$connections" -d"${seconds}s" --timeout 5s -s "$here/tests/IncidentService.Bench/Load/requests.lua" \
    -H "Authorization: Bearer $key" "${headers[@]}" "$address" -- "$@" | grep '^measured ') || { say "$name: wrk printed no figures"; exit 1; }
  read -r _ requests micros _ p99 refused broken <<<"$line"
  ((requests > 0 && refused + broken == 0)) || { say "$name: $line"; exit 1; }
  keep "$name" "$round" "$(awk "BEGIN { print $requests * 1e6 / $micros }")" "$p99"
}

# pgbench_rate NAME ROUND SCRIPT: each connection plans a statement once, since a run is too short to make up for more.
pgbench_rate() {
  local rate
  rate=$(PGOPTIONS='-c plan_cache_mode=force_generic_plan' pgbench -h 127.0.0.1 -p "$port" -U postgres this \
    -n -M prepared -c "$connections" -j 2 -T "$seconds" -f "$3" 2>&1 |
    sed -n 's/^tps = \([0-9.]*\).*/\1/p')
  [[ -n $rate ]] || { say "$1: pgbench printed no rate"; exit 1; }
  keep "$1" "$2" "$rate" ""
}

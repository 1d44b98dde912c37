# Sourced by tests/bench after the rounds: the same work on 1, 2 and 4 replicas of this build over its one register.

# replica: starts one more, and waits until it is ready.
replica() {
  local at=http://127.0.0.1:$(free_port)
  serve this "$at" "$work/replica-${#replicas[@]}.log"
  replicas+=("$at")
}

# drive_all NAME ROUND WORDS...: all replicas at once, the connections shared among them. Keeps the sum of the rates.
drive_all() {
  local name=$1 round=$2 count=${#replicas[@]} at words=() waiting=() file
  shift 2
  for index in "${!replicas[@]}"; do
    file=$work/part-$index
    at=${replicas[$index]}
    words=("$@")
    [[ $1 != unique ]] || words+=("9$count$index$round$RANDOM")
    wrk -t2 -c"$((connections / count))" -d"${seconds}s" --timeout 5s -s "$here/tests/IncidentService.Bench/Load/requests.lua" \
      -H "Authorization: Bearer ${key[this]}" "$at" -- "${words[@]}" >"$file" &
    waiting+=($!)
  done
  for id in "${waiting[@]}"; do wait "$id"; done
  awk -v wanted="$count" '/^measured / { rate += $2 * 1e6 / $3; bad += $6 + $7; found++ }
    END { if (found != wanted || bad > 0) exit 1; print rate }' "$work"/part-* >"$work/sum" ||
    { say "$name: $(cat "$work"/part-*)"; exit 1; }
  rm -f "$work"/part-*
  keep "$name" "$round" "$(cat "$work/sum")" ""
}

replicas=("${address[this]}")
for count in 1 2 4; do
  lock
  while ((${#replicas[@]} < count)); do replica; done
  say "PostgreSQL, $count replicas ..."
  for ((round = 0; round <= rounds; round++)); do
    drive_all "$count replicas open" "$round" unique POST "$work/open.json" /v1/incidents
    drive_all "$count replicas get-recent" "$round" random GET "$work/this.recent.paths"
    drive_all "$count replicas get-any" "$round" random GET "$work/this.any.paths"
    drive_all "$count replicas lookup" "$round" random POST "$work/this.lookups" /v1/lookups
  done
  unlock
done

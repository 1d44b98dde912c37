# Openings at a steady rate while something happens, each repeated under its idempotency key until it is acknowledged.
# shellcheck shell=bash
workers=4

# work WORKER COUNT FOLDER: of COUNT openings, every fourth. A line for each attempt: when, which, its status.
work() {
  local each try status
  for ((each = $1; each <= $2; each += workers)); do
    for ((try = 1; try <= 120; try++)); do
      status=$(curl --silent --max-time 20 "${trust[@]}" --header "Authorization: Bearer $key" --header 'Content-Type: application/json' \
        --header "Idempotency-Key: ${3##*/}-$each" --data "$(subject "${3##*/} $each")" \
        --output "$3/answer.$1" --write-out '%{http_code}' "$api/v1/incidents")
      echo "$(date +%s%3N) $each $status" >> "$3/attempts.$1"
      [[ $status != 201 ]] || { number < "$3/answer.$1" >> "$3/numbers.$1"; break; }
      sleep 0.3
    done
  done
}

acknowledged() { cat "$1"/numbers.* 2> /dev/null | wc -l; }

quarter_of() { (($(acknowledged "$2") * 4 >= $1)); }

# under_load NAME COUNT EVENT...: opens COUNT incidents; the event comes when a quarter is acknowledged.
under_load() {
  local folder="$WORK/load/$1" count=$2 worker event=0
  shift 2
  mkdir -p "$folder"
  loaders=()
  for ((worker = 1; worker <= workers; worker++)); do
    work "$worker" "$count" "$folder" &
    loaders+=($!)
  done
  within 120 quarter_of "$count" "$folder" || { kill "${loaders[@]}"; return 1; }
  quietly "event-${folder##*/}" "$@" || event=$?
  wait "${loaders[@]}"
  loaders=()
  return "$event"
}

# gap FOLDER: the longest time in milliseconds in which nothing was acknowledged.
gap() { sort -n "$1"/attempts.* | awk '$3 == 201 { if (last && $1 - last > most) most = $1 - last; last = $1 } END { print most + 0 }'; }

# failures FOLDER: attempts that were not acknowledged; then how often each status.
failures() { cat "$1"/attempts.* | awk '$3 != 201' | wc -l; }

kinds() { cat "$1"/attempts.* | awk '$3 != 201 { count[$3]++ } END { for (status in count) printf " %s×%d", status, count[status] }'; }

# bears NAME COUNT MOST_FAILURES MOST_SECONDS: what clients saw of the event.
bears() {
  local folder="$WORK/load/$1" failed longest
  failed=$(failures "$folder")
  longest=$(gap "$folder")
  printf '        %d openings acknowledged, %d attempts failed (status×times:%s), longest time without an acknowledgement %d ms\n' \
    "$(acknowledged "$folder")" "$failed" "$(kinds "$folder")" "$longest"
  (($(acknowledged "$folder") == $2 && failed <= $3 && longest <= $4 * 1000))
}

# keeps NAME: every acknowledged opening is found by its number, and none has two.
keeps() {
  local folder="$WORK/load/$1" found
  [[ $(cat "$folder"/numbers.* | sort | uniq --repeated) == "" ]] || return
  sed "s|.*|url = \"$api/v1/incidents/&\"\noutput = /dev/null|" "$folder"/numbers.* > "$folder/read"
  found=$(curl --silent "${trust[@]}" --header "Authorization: Bearer $key" --write-out '%{http_code}\n' \
    --config "$folder/read" | grep -c '^200$')
  printf '        %d of %d found\n' "$found" "$(acknowledged "$folder")"
  ((found == $(acknowledged "$folder")))
}

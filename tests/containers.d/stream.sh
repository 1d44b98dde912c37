# A reader of the event stream that goes on behind the last whole event that it has had, whenever the stream ends.
# shellcheck shell=bash
reader=""

# whole FOLDER: keeps the data of each whole event, and then the id to go on from. One that breaks off leaves nothing.
whole() {
  local line id="" data=""
  while IFS= read -r line; do # not awk: mawk reads a pipe only when its buffer is full
    case ${line%$'\r'} in
      "id: "*) id=${line#id: } ;;
      "data: "*) data+=${line#data: } ;;
      "")
        [[ -z $data ]] || printf '%s\n' "$data" >> "$1/events"
        [[ -z $id ]] || printf '%s\n' "$id" > "$1/last"
        id="" data=""
        ;;
    esac
  done
}

# read_on FOLDER: a line in connections for each answer, with its status and curl's exit code.
read_on() {
  local folder=$1 curl="" last
  trap '[[ -z $curl ]] || kill "$curl"; exit' TERM
  while true; do
    last=$(cat "$folder/last" 2> /dev/null)
    curl --silent --fail --no-buffer --max-time 300 "${trust[@]}" --header "Authorization: Bearer $key" \
      ${last:+--header "Last-Event-ID: $last"} --write-out '%{stderr}%{http_code} %{exitcode}\n' \
      "$api/v1/events/stream?types=incident.opened" > >(whole "$folder") 2>> "$folder/connections" &
    curl=$!
    wait "$curl"
    sleep 0.2
  done
}

# listens NAME: returns once the stream is open, which it says by telling where it begins.
listens() {
  local folder="$WORK/stream/$1"
  mkdir -p "$folder"
  read_on "$folder" &
  reader=$!
  within 20 test -s "$folder/last"
}

# hears NAME NUMBER: while the stream stays open.
hears() { within 10 grep --quiet "\"subject\":\"$2\"" "$WORK/stream/$1/events"; }

connections() { wc -l < "$WORK/stream/$1/connections"; }

# ended_whole NAME: the first answer, which curl would call cut off otherwise.
ended_whole() { within 10 test -s "$WORK/stream/$1/connections" && [[ $(head -n 1 "$WORK/stream/$1/connections") == "200 0" ]]; }

# stops_listening: the connection that ends with it is not counted.
stops_listening() {
  kill "$reader"
  wait "$reader"
  reader=""
}

# told NAME: the subjects of its events, in their order.
told() { grep -o '"subject":"[0-9]*"' "$WORK/stream/$1/events" | tr -dc '0-9\n'; }

# all_told NAME FILE...: whether each number in the files was told.
all_told() { ! comm -13 <(told "$1" | sort) <(sort "${@:2}") | grep --quiet .; }

# told_once NAME FILE...: each number in the files, and none twice.
told_once() {
  within 30 all_told "$@"
  printf '        %d events for %d openings, over %d connections that ended\n' \
    "$(told "$1" | wc -l)" "$(cat "${@:2}" | wc -l)" "$(connections "$1")"
  all_told "$@" && [[ -z $(told "$1" | sort | uniq --repeated) ]]
}

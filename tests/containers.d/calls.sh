# How the steps call the service: at $api, with $key, trusting $trust.
# shellcheck shell=bash
api="" key="" trust=()

# call METHOD PATH [BODY [HEADER]]: prints the answer; fails with the status of an error.
call() {
  curl --silent --show-error --fail-with-body --max-time 30 "${trust[@]}" --request "$1" --header "Authorization: Bearer $key" \
    --header 'Content-Type: application/json' ${4:+--header "$4"} ${3:+--data "$3"} "$api$2"
}

# number: the first one in an answer.
number() { grep -o '"number":"[0-9]*"' | head -n 1 | tr -dc '0-9\n'; }

subject() { printf '{"subject":"%s","category":"containers"}' "$1"; }

# open_incident SUBJECT: prints its number.
open_incident() { call POST /v1/incidents "$(subject "$1")" | number; }

# opens SUBJECT: keeps the number in $opened.
opens() {
  opened=$(open_incident "$1")
  [[ ${#opened} == 12 ]] && echo "        $1: $opened"
}

# finds NUMBER [SUBJECT]: exactly, with the subject that it was opened with.
finds() {
  local answer
  answer=$(call POST /v1/lookups "{\"quoted\":\"$1\"}") || { echo "$answer"; return 1; }
  [[ $answer == *'"outcome":"exact"'* && $answer == *"\"$1\""* && $answer == *"${2:-}"* ]] || { echo "$answer"; return 1; }
}

answers() { [[ $(curl --silent --max-time 5 "${trust[@]}" --output /dev/null --write-out '%{http_code}' "$api$1") == "$2" ]]; }

# deploy/compose.sqlite.yaml, as deploy/README.md says.
# shellcheck shell=bash
on_sqlite() { docker compose --progress quiet --file "$source/deploy/compose.sqlite.yaml" "$@"; }

tag_service() { docker tag "incidents:$1" incidents:local; }

sqlite_key() {
  key=$(on_sqlite run --rm incidents keys add --name Administrator --channel web --scopes read,write,admin --quiet) && [[ -n $key ]]
}

run_sqlite() {
  say "deploy/compose.sqlite.yaml"
  api=http://127.0.0.1:8080
  check "compose finds nothing wrong with it" on_sqlite config --quiet
  check "docker compose build takes the same images" quietly compose-build on_sqlite build
  must "the service is the newest" tag_service now
  must "it comes up and is healthy" quietly sqlite-up on_sqlite up --detach --wait
  must "a key is added beside the running service" sqlite_key
  check "an incident opens" opens "Compose"
  check "it goes down and leaves the volume" quietly sqlite-down on_sqlite down
  check "it comes up again" quietly sqlite-up-again on_sqlite up --detach --wait
  check "the incident is found" finds "$opened" Compose
  check "it goes down with its volume" quietly sqlite-gone on_sqlite down --volumes
}

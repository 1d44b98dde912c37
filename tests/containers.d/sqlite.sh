# deploy/compose.sqlite.yaml, as deploy/README.md says.
# shellcheck shell=bash
on_sqlite() { docker compose --progress quiet --file "$source/deploy/compose.sqlite.yaml" "$@"; }

tag_service() { docker tag "incidents:$1" incidents:local; }

sqlite_key() {
  key=$(on_sqlite run --rm incidents keys add --name Administrator --channel web --scopes read,write,admin --quiet) && [[ -n $key ]]
}

# Under the names that the Dockerfile has for whoever sets nothing; the engine asks nobody for an image that it has.
builds_unasked() {
  local names=(mcr.microsoft.com/dotnet/sdk:10.0 mcr.microsoft.com/dotnet/aspnet:10.0) built=0
  docker tag "$SDK_IMAGE" "${names[0]}" && docker tag "$RUNTIME_IMAGE" "${names[1]}" || return
  env --unset=SDK_IMAGE --unset=RUNTIME_IMAGE docker compose --progress plain --file "$source/deploy/compose.sqlite.yaml" build || built=$?
  docker rmi "${names[@]}"
  return "$built"
}

upgrades_sqlite() {
  tag_service now && quietly sqlite-upgrade on_sqlite up --detach --wait && runs_image "$(on_sqlite ps --quiet incidents)" incidents:now
}

run_sqlite() {
  say "deploy/compose.sqlite.yaml"
  api=http://127.0.0.1:8080
  check "compose finds nothing wrong with it" on_sqlite config --quiet
  check "docker compose build takes the same images" quietly compose-build on_sqlite build
  check "with nothing set it takes those that the Dockerfile names" quietly compose-build-unasked builds_unasked
  must "the previous release's image is taken" tag_service previous
  must "it comes up and is healthy" quietly sqlite-up on_sqlite up --detach --wait
  must "a key is added beside the running service" sqlite_key
  check "an incident opens" opens "Compose"
  check "it goes down and leaves the volume" quietly sqlite-down on_sqlite down
  check "it comes up again" quietly sqlite-up-again on_sqlite up --detach --wait
  check "the incident is found" finds "$opened" Compose
  check "the new image is taken and up again, with the register in place" upgrades_sqlite
  check "the incident is found" finds "$opened" Compose
  check "it goes down with its volume" quietly sqlite-gone on_sqlite down --volumes
}

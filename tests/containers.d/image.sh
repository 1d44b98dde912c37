# The image alone, as locked up as the compose files lock it up.
# shellcheck shell=bash
locked=(--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --volume incidents-file:/var/lib/incidents)

start_image() { docker run --detach --name "$1" "${locked[@]}" --publish 127.0.0.1:8080:8080 incidents:now > /dev/null; }

state() { docker inspect --format "{{.State.$2}}" "$1"; }

runs_image() { [[ $(docker inspect --format '{{.Image}}' "$1") == "$(docker image inspect --format '{{.Id}}' "$2")" ]]; }

is_healthy() { [[ $(docker inspect --format '{{.State.Health.Status}}' "$1") == healthy ]]; }

becomes_healthy() { within 90 is_healthy "$1" || { docker logs --tail 20 "$1"; return 1; }; }

# has_no_rights CONTAINER: of what the kernel says of its first process.
has_no_rights() {
  local status
  status=$(docker exec "$1" cat /proc/1/status) || return
  grep -E '^(Uid|Cap|NoNewPrivs)' <<< "$status" | tr -s '\t\n' '  ' | sed 's/^/        /;s/$/\n/'
  [[ $(grep -c '^Cap.*:.0000000000000000$' <<< "$status") == 5 ]] &&
    [[ $status == *$'NoNewPrivs:\t1'* && $status == *$'Uid:\t1654\t1654\t1654\t1654'* ]]
}

cannot_write() {
  local folder
  for folder in / /app /home/app; do ! docker exec "$1" touch "$folder/mine" 2> /dev/null || return; done
  docker exec "$1" touch /tmp/mine
}

# stops_in SECONDS CONTAINER: by itself, with exit code 0; docker stop would kill it after ten seconds.
stops_in() {
  local began ended
  began=$(date +%s%3N)
  docker stop "$2" > /dev/null || return
  ended=$(date +%s%3N)
  printf '        stopped after %d ms with exit code %s\n' $((ended - began)) "$(state "$2" ExitCode)"
  ((ended - began < $1 * 1000)) && [[ $(state "$2" ExitCode) == 0 ]]
}

makes_register() {
  docker run --rm "${locked[@]}" incidents:now migrate &&
    key=$(docker run --rm "${locked[@]}" incidents:now keys add --name Containers --channel web --scopes read,write --quiet) &&
    [[ -n $key ]]
}

run_image() {
  say "The image, read-only, as an ordinary user, without capabilities or new privileges"
  api=http://127.0.0.1:8080
  must "migrate makes the register in a new volume, and keys add its key" makes_register
  check "it starts" start_image one
  check "its own health check calls it healthy" becomes_healthy one
  check "its process is no root, has no capability, and can get none" has_no_rights one
  check "it can write to no folder of its image, and to its /tmp" cannot_write one
  check "the event stream is open" listens image
  check "an incident opens" opens "Image"
  check "the stream tells of it" hears image "$opened"
  check "docker stop ends it within its grace, with the stream open" stops_in 10 one
  check "the stream has ended as a whole answer does" ended_whole image
  stops_listening
  check "it starts again" docker start one
  check "it is healthy again" becomes_healthy one
  check "the file has kept the incident" finds "$opened" Image
  check "docker stop ends it again" stops_in 10 one
  check "it is removed, the volume stays" docker rm one
  check "another container takes the volume over" start_image two
  check "it becomes healthy" becomes_healthy two
  check "the incident is there too" finds "$opened" Image
  check "it is removed with its volume" eval 'docker rm --force two && docker volume rm incidents-file'
}

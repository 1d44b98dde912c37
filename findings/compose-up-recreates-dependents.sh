#!/usr/bin/env bash
# Docker Compose 2.26.1: `up` that recreates a service also recreates every container that depends on it, directly or not, though nothing of
# theirs has changed (their config-hash label stays the same), and removes all of them before it starts the first. The Compose Specification
# has a dependent follow only with `restart: true` in its depends_on, whose default is false. So a proxy that waits for replicas, which wait
# for a one-shot migration, is gone while a new image migrates. docker/compose pull request 12122 (2024) has them restarted instead.
# Way out: replace services one by one, with `up --no-deps SERVICE`, and `run --no-deps` for the one-shot.
#
# Needs: root on Debian. The plugin is Debian trixie's docker-compose 2.26.1-4; the engine is docker.io, a daemon of its own without network;
# the image is Debian's busybox-static. Seen, when only the environment of `first` changed between two `up --detach`:
#   first: recreated
#   second (depends_on first): recreated
#   third (depends_on second): recreated
#   apart (depends_on nothing): left alone
# Exits with 1 when this changes.
set -euo pipefail
if [[ ${1:-} != inside ]]; then
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  dpkg --status docker.io busybox-static > /dev/null 2>&1 || apt-get install -y --no-install-recommends docker.io busybox-static > /dev/null
  folder=$(mktemp -d)
  trap 'rm -rf --one-file-system "$folder"; find /sys/fs/cgroup -depth -type d -path "*/${folder##*/}*" -exec rmdir {} + 2> /dev/null || true' EXIT
  mirror=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' | awk '$1 == "Debian" && $2 !~ /security/ { print $2; exit }')
  mkdir -p "$folder"/{lists/partial,cache/archives/partial,config/cli-plugins}
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" > "$folder/sources.list"
  apt=(apt-get -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$folder/lists"
    -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root --quiet --quiet)
  "${apt[@]}" update
  (cd "$folder" && "${apt[@]}" download docker-compose=2.26.1-4 && dpkg-deb --extract docker-compose_*.deb plugin)
  cp "$folder"/plugin/usr/libexec/docker/cli-plugins/docker-compose "$folder/config/cli-plugins/"
  folder=$folder unshare --net --mount --pid --fork --kill-child --mount-proc bash "$0" inside
  exit
fi

cd "${folder:?}"
export DOCKER_HOST="unix://$folder/docker.sock" DOCKER_CONFIG="$folder/config"
echo '{}' > dockerd.json
dockerd --config-file dockerd.json --host "$DOCKER_HOST" --data-root "$folder/data" --exec-root "$folder/exec" --pidfile "$folder/pid" \
  --cgroup-parent "/${folder##*/}" --bridge none --iptables=false --ip-masq=false > dockerd.log 2>&1 &
engine=$!
for ((try = 0; try < 300; try++)); do
  ! docker version > /dev/null 2>&1 || break
  sleep 0.2
done
stop() {
  docker compose down --timeout 1 > /dev/null 2>&1 || true
  docker image rm --force sleeper:1 > /dev/null 2>&1 || true
  kill "$engine" && wait "$engine" || true
}
trap stop EXIT

tar --create --directory / bin/busybox | docker import --change 'ENTRYPOINT ["/bin/busybox", "sleep", "600"]' - sleeper:1 > /dev/null
cat > compose.yaml <<'YAML'
name: finding
x-sleeper: &sleeper {image: "sleeper:1", network_mode: none, init: false, stop_grace_period: 1s}
services:
  first: {<<: *sleeper, environment: {SETTING: "${SETTING}"}}
  second: {<<: *sleeper, depends_on: [first]}
  third: {<<: *sleeper, depends_on: [second]}
  apart: {<<: *sleeper}
YAML

# began SERVICE: its container and when that began.
began() { docker inspect --format '{{.Id}} {{.State.StartedAt}}' "$(docker compose ps --all --quiet "$1")"; }

docker compose version
SETTING=1 docker compose --progress quiet up --detach
export SETTING=1
declare -A before
for service in first second third apart; do before[$service]=$(began "$service"); done
export SETTING=2
docker compose --progress quiet up --detach
seen=""
for service in first second third apart; do
  after=$(began "$service")
  if [[ ${after% *} != "${before[$service]% *}" ]]; then
    what="recreated"
  elif [[ $after != "${before[$service]}" ]]; then
    what="restarted"
  else
    what="left alone"
  fi
  echo "$service: $what"
  seen+="$service:${what%% *} "
done
[[ $seen == "first:recreated second:recreated third:recreated apart:left " ]]

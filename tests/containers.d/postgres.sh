# deploy/compose.postgres.yaml: two replicas behind the proxy over TLS, as deploy/README.md says.
# shellcheck shell=bash
on_postgres() { docker compose --progress quiet --file "$source/deploy/compose.postgres.yaml" "$@"; }

postgres_key() {
  key=$(on_postgres run --rm incidents-1 keys add --name Administrator --channel web --scopes read,write,admin --quiet) && [[ -n $key ]]
}

id_of() { on_postgres ps --all --quiet --no-trunc "$1"; }

# sql STATEMENT: what the database says to its administrator.
sql() {
  on_postgres exec --no-TTY database psql --no-psqlrc --tuples-only --no-align --username postgres --dbname incidents --command "$1"
}

migrations() { sql 'SELECT count(*) FROM migrations'; }

# at REPLICA METHOD PATH BODY: inside the container, at the replica itself.
at() {
  on_postgres exec --no-TTY "$1" curl --silent --show-error --fail-with-body --max-time 30 --request "$2" \
    --header "Authorization: Bearer $key" --header 'Content-Type: application/json' --data "$4" "http://127.0.0.1:8080$3"
}

opens_at() {
  opened=$(at "$1" POST /v1/incidents "$(subject "$2")" | number)
  [[ ${#opened} == 12 ]] && echo "        $2: $opened"
}

finds_at() {
  local answer
  answer=$(at "$1" POST /v1/lookups "{\"quoted\":\"$opened\"}")
  [[ $answer == *'"outcome":"exact"'* && $answer == *"$2"* ]] || { echo "$answer"; return 1; }
}

# replicas_run IMAGE: both of them.
replicas_run() { runs_image "$(id_of incidents-1)" "$1" && runs_image "$(id_of incidents-2)" "$1"; }

replicas_ended_well() { [[ $(state "$(id_of incidents-1)" ExitCode) == 0 && $(state "$(id_of incidents-2)" ExitCode) == 0 ]]; }

both_healthy() { is_healthy "$(id_of incidents-1)" && is_healthy "$(id_of incidents-2)"; }

# As a crash does it, of which nobody told Docker.
kill_replica() { kill -KILL "$(state "$(id_of incidents-1)" Pid)"; }

restarted() { [[ $(docker inspect --format '{{.RestartCount}}' "$(id_of incidents-1)") == 1 ]]; }

cannot_speak_plainly() { ! curl --silent --max-time 5 http://127.0.0.1:8443/health/ready | grep -q '^ready'; }

is_not_trusted_by_others() { ! curl --silent --max-time 5 https://127.0.0.1:8443/health/ready; }

# lesser_role: what the replicas sign in as may not change the schema.
lesser_role() {
  [[ $(sql "SELECT string_agg(DISTINCT usename, ' ') FROM pg_stat_activity
            WHERE datname = 'incidents' AND client_addr IS NOT NULL") == incidents_run ]]
}

encrypted() {
  [[ $(sql "SELECT count(*) > 0 AND bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
            WHERE usename = 'incidents_run'") == t ]]
}

# upgrade: as deploy/README.md says.
upgrade() {
  tag_service now && on_postgres run --rm --no-deps migrate || return
  local replica
  for replica in incidents-1 incidents-2; do on_postgres up --detach --wait --no-deps "$replica" || return; done
}

# nobody_answers: what the proxy says by itself.
nobody_answers() {
  local answer
  answer=$(curl --silent --include --max-time 20 "${trust[@]}" "$api/health/ready" | tr -d '\r')
  [[ $answer == *' 502 '* && $answer == *$'\nretry-after: 1\n'* && $answer == *$'\ncontent-type: application/problem+json\n'* ]] &&
    [[ $answer == *'"status":502'* ]] || { echo "$answer"; return 1; }
}

counts_agree() {
  local counted
  counted=$(sql "SELECT count(*) FROM incidents WHERE category = 'containers'")
  printf '        %s incidents in the database, %d acknowledged\n' "$counted" "$expected"
  [[ $counted == "$expected" ]]
}

# names_official: what is run where nothing is set.
names_official() {
  local images
  images=$(env --unset=POSTGRES_IMAGE --unset=NGINX_IMAGE \
    docker compose --file "$source/deploy/compose.postgres.yaml" config --images | sort -u)
  tr '\n' ' ' <<< "        $images"
  echo
  [[ $images == $'incidents:local\nnginx:1.28\npostgres:17' ]]
}

starts_previous() {
  say "deploy/compose.postgres.yaml, with the previous release"
  must "make-secrets.sh makes what it reads" sh "$source/deploy/make-secrets.sh"
  api=https://127.0.0.1:8443 trust=(--cacert "$source/deploy/secrets/proxy.crt")
  check "compose finds nothing wrong with it" on_postgres config --quiet
  check "with nothing set it names the official images" names_official
  must "the previous release's image is taken" tag_service previous
  must "database, migration, two replicas and proxy come up and are healthy" quietly postgres-up on_postgres up --detach --wait
  must "a key is added" postgres_key
  check "the proxy speaks TLS under the certificate that was made" answers /health/ready 200
  check "whoever was not given that certificate does not trust it" is_not_trusted_by_others
  check "nothing is served without TLS" cannot_speak_plainly
  check "an incident opens through the proxy" opens "Previous"
  previous_number=$opened expected=1
}

upgrades() {
  say "The upgrade, with the register in place and under load"
  local before
  before=$(migrations)
  check "migration, then one replica after the other, while incidents are opened" under_load upgrade 600 upgrade
  check "few attempts fail, and the other replica goes on" bears upgrade 600 12 15
  check "both replicas run the new image" replicas_run incidents:now
  printf '        %s migrations before, %s after\n' "$before" "$(migrations)"
  check "both are healthy" within 60 both_healthy
  check "what the previous release opened is found" finds "$previous_number" Previous
  check "no acknowledged opening is lost" keeps upgrade
  expected=$((expected + 600))
}

shares() {
  say "Two replicas over one database"
  check "an incident opens at one replica" opens_at incidents-1 "Replicas"
  check "it is found at the other" finds_at incidents-2 Replicas
  check "and through the proxy" finds "$opened" Replicas
  check "replicas sign in as the role that can change no schema" lesser_role
  check "and their connections are encrypted" encrypted
  check "replicas have no rights either" has_no_rights "$(id_of incidents-1)"
  expected=$((expected + 1))
}

survives() {
  say "A replica is killed, the database restarted"
  local load="$WORK/load"
  check "a reader opens the event stream through the proxy" listens survives
  check "an incident opens" opens "Stream"
  check "the stream tells of it and stays open" hears survives "$opened"
  check "a replica is killed while incidents are opened" under_load kill 400 kill_replica
  check "few attempts fail, and the other replica goes on" bears kill 400 12 15
  check "no acknowledged opening is lost" keeps kill
  check "Docker has started the replica again, and it is healthy" within 60 eval 'restarted && both_healthy'
  check "the database is restarted while incidents are opened" under_load database 200 on_postgres restart database
  check "openings go on when it is back" bears database 200 400 60
  check "no acknowledged opening is lost" keeps database
  check "both replicas are healthy" within 60 both_healthy
  check "what the previous release opened is found still" finds "$previous_number" Previous
  check "the stream, gone on with behind its last id, has told of every opening once" \
    told_once survives "$load"/kill/numbers.* "$load"/database/numbers.*
  stops_listening
  expected=$((expected + 601))
  check "no opening was carried out twice: as many incidents as acknowledged openings" counts_agree
}

run_postgres() {
  starts_previous
  upgrades
  shares
  survives
  check "both replicas stop" quietly postgres-replicas-stop on_postgres stop incidents-1 incidents-2
  check "the proxy says so as a problem, and when to come again" nobody_answers
  check "everything stops" quietly postgres-stop on_postgres stop --timeout 30
  check "both replicas' exit code is 0" replicas_ended_well
  check "it goes down with its volume" quietly postgres-gone on_postgres down --volumes
}

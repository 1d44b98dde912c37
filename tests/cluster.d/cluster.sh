# shellcheck shell=bash
# etcd, Patroni and HAProxy. Patroni's times are shorter than its defaults (30, 10, 10), so that a step takes less time.

ttl=20 loop=5 retry=5
password=not-a-secret
# Before 3.1 a leader that was frozen or starved may never again name its synchronous standby in the third interface of etcd, since it
# goes on with what it remembers ("Synchronous replication key updated by someone else", patroni/patroni#2783). It remembers nothing of
# the second one.
if dpkg --compare-versions "$(dpkg-query --show --showformat '${Version}' patroni)" lt 3.1; then
  etcd=etcd etcd_options=(--enable-v2)
else
  etcd=etcd3 etcd_options=()
fi
postgres=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)

start_etcd() {
  local node peers="e1=http://$(address e1):2380,e2=http://$(address e2):2380,e3=http://$(address e3):2380"
  for node in e1 e2 e3; do
    in_node "$node" etcd --name "$node" --data-dir "$WORK/$node" --initial-cluster "$peers" --initial-cluster-state new \
      --listen-peer-urls "http://$(address "$node"):2380" --initial-advertise-peer-urls "http://$(address "$node"):2380" \
      --listen-client-urls "http://$(address "$node"):2379" --advertise-client-urls "http://$(address "$node"):2379" \
      --heartbeat-interval 200 --election-timeout 2000 "${etcd_options[@]}" > "$WORK/$node.log" 2>&1 &
  done
  within 60 curl -sf "http://$(address e1):2379/health" || give_up "etcd answers"
}

# Synchronous and strict: a commit is acknowledged once a standby has it, and waits while there is none.
describe_member() {
  cat << YAML
scope: incidents
name: $1
restapi: { listen: "$(address "$1"):8008", connect_address: "$(address "$1"):8008" }
$etcd: { hosts: ["$(address e1):2379", "$(address e2):2379", "$(address e3):2379"] }
bootstrap:
  dcs:
    ttl: $ttl
    loop_wait: $loop
    retry_timeout: $retry
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql:
      use_pg_rewind: true
      parameters: { max_connections: 100, shared_buffers: 64MB, max_wal_size: 256MB, wal_keep_size: 128MB }
  initdb: [{ encoding: UTF8 }, { locale: C.UTF-8 }, data-checksums]
postgresql:
  listen: "$(address "$1"):5432"
  connect_address: "$(address "$1"):5432"
  data_dir: $WORK/$1/data
  bin_dir: $postgres
  pgpass: $WORK/$1/pgpass
  parameters: { unix_socket_directories: $WORK/$1 }
  pg_hba:
    - local all all trust
    - host replication replicator $net.0/24 scram-sha-256
    - host all all $net.0/24 scram-sha-256
  authentication:
    superuser: { username: postgres, password: $password }
    replication: { username: replicator, password: $password }
    rewind: { username: rewinder, password: $password }
YAML
}

start_member() {
  in_node "$1" setpriv --reuid=postgres --regid=postgres --clear-groups patroni "$WORK/$1.yaml" >> "$WORK/$1.log" 2>&1 &
}

start_members() {
  local member
  for member in m1 m2 m3; do
    install --directory --owner postgres --group postgres --mode 0700 "$WORK/$member"
    describe_member "$member" > "$WORK/$member.yaml"
    start_member "$member"
  done
  within 180 is_whole || give_up "three members, one of them the leader and one of them synchronous"
}

# state: "NAME ROLE STATE" of every member, from whichever of them answers.
state() {
  local member
  for member in m1 m2 m3; do
    curl -s -m 2 "http://$(address "$member"):8008/cluster" | python3 -c '
import json, sys
for member in json.load(sys.stdin)["members"]: print(member["name"], member["role"], member["state"])' 2> /dev/null && return
  done
  return 1
}

leader() { state | sed -n 's/ leader running$//p'; }
standby() { state | sed -n 's/ sync_standby .*//p'; }

# is_whole: a leader, a synchronous standby and another one, all of them running and following.
is_whole() {
  local now
  now=$(state)
  (($(grep -cE ' (running|streaming)$' <<< "$now") == 3)) && grep -q ' leader ' <<< "$now" && grep -q ' sync_standby ' <<< "$now" &&
    [[ $(following) == 2 ]]
}

# following: how many standbys the leader sends to.
following() { ask "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"; }

# ask SQL: at the leader.
ask() { PGPASSWORD=$password psql -X -At -h "$(address "$(leader)")" -U postgres -c "$1" "${2:-postgres}"; }

# leads_other_than MEMBER: somebody else is the leader, and Patroni of that member says so itself.
leads_other_than() {
  local now
  now=$(leader)
  [[ -n $now && $now != "$1" ]] && curl -sf -m 2 "http://$(address "$now"):8008/primary"
}

# HAProxy asks Patroni who has the leader's key, and ends the connections to a member that has lost it.
start_haproxy() {
  {
    printf '%s\n' 'defaults' '  mode tcp' '  timeout connect 2s' '  timeout client 1h' '  timeout server 1h' '  timeout check 2s' \
      'listen primary' "  bind $net.1:5432" '  option httpchk OPTIONS /primary' '  http-check expect status 200' \
      '  default-server check port 8008 inter 1s fall 2 rise 1 on-marked-down shutdown-sessions'
    local member
    for member in m1 m2 m3; do echo "  server $member $(address "$member"):5432"; done
  } > "$WORK/haproxy.cfg"
  haproxy -f "$WORK/haproxy.cfg" > "$WORK/haproxy.log" 2>&1 &
  within 30 psql_through_haproxy || give_up "HAProxy leads to the leader"
}

psql_through_haproxy() { PGPASSWORD=$password psql -X -At -h "$net.1" -U postgres -c 'SELECT 1' postgres; }

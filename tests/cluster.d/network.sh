# shellcheck shell=bash
# One network namespace for each etcd (e1 to e3) and each member (m1 to m3), joined by a bridge that the service and HAProxy stand on.

net=10.79.0
nodes=(m1 m2 m3 e1 e2 e3)
etcd_network=$net.20/30

# address NODE: m1 has .11, e1 has .21.
address() { case $1 in m*) echo "$net.1${1#m}" ;; e*) echo "$net.2${1#e}" ;; esac }

build_network() {
  ip link set lo up
  ip link add incidents type bridge
  ip address add "$net.1/24" dev incidents
  ip link set incidents up
  local node
  for node in "${nodes[@]}"; do
    ip netns add "$node"
    ip link add "to-$node" type veth peer name eth0 netns "$node"
    ip link set "to-$node" master incidents up
    ip -n "$node" link set lo up
    ip -n "$node" address add "$(address "$node")/24" dev eth0
    ip -n "$node" link set eth0 up
  done
}

# in_node NODE COMMAND...
in_node() { ip netns exec "$@"; }

# cut NODE NETWORK: neither hears the other any more; everybody else does.
cut() {
  in_node "$1" iptables --append OUTPUT --destination "$2" --jump DROP
  in_node "$1" iptables --append INPUT --source "$2" --jump DROP
}

join() { in_node "$1" iptables --flush; }

# power_off NODE: nothing that its kernel still holds is sent. power_on NODE: its network; processes are started by whoever wants them.
power_off() {
  ip link set "to-$1" down
  signal KILL "$1"
}

power_on() { ip link set "to-$1" up; }

# signal SIGNAL NODE: to every process of a node, all of which this test has started.
signal() { ip netns pids "$2" | xargs --no-run-if-empty kill "-$1"; }

# shellcheck shell=bash
# The ways in which the leader is taken away, and what must hold after each of them.

calm=8 # seconds of load before and after

# run_step STEP
run_step() {
  say "$1"
  within 120 is_whole || give_up "all members follow before $1"
  start_load "$1"
  sleep "$calm"
  local old since
  old=$(leader) since=$SECONDS
  "step_$1" "$old"
  verdict $? "$1: $old was the leader, $(leader) is it after $((SECONDS - since)) s"
  within 120 is_whole
  verdict $? "$1: all members follow again after $((SECONDS - since)) s"
  sleep "$calm"
  end_load "$1"
  verdict $? "$1: the history is that of one register"
  incident verify > "$WORK/verify.log" 2>&1
  verdict $? "$1: incident verify: $(tail -n 1 "$WORK/verify.log")"
}

# The leader's processes die; its machine goes on, and tells so whoever was connected.
step_kill() {
  signal KILL "$1"
  within 90 leads_other_than "$1" || return 1
  sleep 3
  start_member "$1"
}

# It stops, and goes on later as if nothing had happened.
step_freeze() {
  signal STOP "$1"
  within 90 leads_other_than "$1"
  local status=$?
  sleep 3
  signal CONT "$1"
  return "$status"
}

# It goes on, and clients and standbys reach it, but it cannot renew its key.
step_cut() {
  cut "$1" "$etcd_network"
  within 90 leads_other_than "$1"
  local status=$?
  sleep 3
  join "$1"
  return "$status"
}

# An operator asks for it.
step_switch() {
  patronictl --config-file "$WORK/$1.yaml" switchover --master "$1" --candidate "$(standby)" --force > "$WORK/switch.log" 2>&1
  within 60 leads_other_than "$1"
}

# No standby hears the leader for longer than a statement may take, so that commits wait; then its machine loses its power, and a standby
# follows it. What was acknowledged meanwhile must be there.
step_alone() {
  local member
  for member in m1 m2 m3; do [[ $member == "$1" ]] || cut "$member" "$(address "$1")"; done
  sleep 15
  power_off "$1"
  for member in m1 m2 m3; do [[ $member == "$1" ]] || join "$member"; done
  within 90 leads_other_than "$1"
  local status=$?
  sleep 3
  power_on "$1"
  start_member "$1"
  return "$status"
}

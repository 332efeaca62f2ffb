#!/bin/bash
# Builds provtool and lets it discover on a lab of its own: two network namespaces, joined by a cable, with a real
# DHCP server in one and provtool in the other. Runs as root, or as any user where the kernel allows user namespaces.
# Namespaces, cable and server end with this script, however it ends.
set -euo pipefail
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
provtool=build/release/src/provtool

say() { printf '\n== %s\n' "$*"; }

build() {
  scripts/install-packages build demo
  say 'Building provtool'
  cmake --preset release
  cmake --build --preset release
}

wait_until() {
  for _ in {1..100}; do
    if "$@"; then return 0; fi
    sleep 0.1
  done
  echo "demo.sh: waited 10 s in vain: $*" >&2
  return 1
}

is_up() { ip -n "$1" -o link show "$2" | grep -q ' state UP '; }
serves() { grep -qs 'DHCP, IP range' /run/log; }

# Our own /run, so that files and names of namespaces are nobody else's. Addresses and names are those reserved for
# documentation (RFC 5737, RFC 7042, RFC 2606).
make_lab() {
  say 'Making the lab: namespaces "phone" and "server", a veth pair, dnsmasq'
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir /run/netns
  ip netns add phone
  ip netns add server
  ip link add eth0 netns phone address 00:00:5e:00:53:50 type veth \
    peer name srv0 netns server address 00:00:5e:00:53:01
  ip -n server address add 192.0.2.1/24 brd + dev srv0
  ip -n phone address add 192.0.2.50/24 brd + dev eth0
  ip -n server link set srv0 up
  ip -n phone link set eth0 up
  wait_until is_up server srv0
  wait_until is_up phone eth0
}

# --no-ping: answer at once instead of looking for another owner of the address for 3 s.
# --no-daemon: stay in the foreground and be no other user, whom a user namespace does not have.
start_server() {
  nsenter --net=/run/netns/server setpriv --pdeathsig KILL \
    dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=srv0 --no-ping --dhcp-leasefile=/run/leases \
    --dhcp-range=192.0.2.100,192.0.2.199,10m \
    '--dhcp-option=160,http://prov.example.com/utg200/{MODEL}.cfg' \
    '--dhcp-option=159,https://prov159.example.com/' \
    '--dhcp-option=66,192.0.2.1' 2>/run/log &
  server=$!
  trap 'kill "$server" 2>/dev/null && wait "$server" || true' EXIT
  wait_until serves || { cat /run/log >&2; return 1; }
}

show() {
  make_lab
  start_server
  set -- provtool discover manual dhcp --mac 0080F0123456
  say "$*"
  shift
  local code=0
  nsenter --net=/run/netns/phone "$provtool" "$@" | tee /run/report || code=$?
  if [ "$code" -eq 0 ] && ! grep -q '^Winner *DHCP option 160 wins' /run/report; then
    echo 'demo.sh: the report names no winner' >&2
    code=1
  fi
  return "$code"
}

trap 'exit 130' INT
trap 'exit 143' TERM HUP
if [ "${1-}" = --in-namespace ]; then
  show
  exit
fi
exec </dev/null
build
[ "$(id -u)" -eq 0 ] && as_root=() || as_root=(--user --map-root-user)
if ! unshare "${as_root[@]}" --net --mount true; then
  echo 'demo.sh: no network namespaces here; run it as root, outside of containers that forbid them' >&2
  exit 1
fi
exec unshare "${as_root[@]}" --net --mount "$BASH" demo.sh --in-namespace

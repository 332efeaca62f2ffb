#!/bin/bash
# Builds provtool and lets it discover and check on a lab of its own: two network namespaces that a virtual cable joins.
# In one is a real DHCP server for IPv4 and IPv6, which is also the router and the DNS server, and a web server with the
# files of a phone; in the other is provtool. Runs as root, or as any user where the kernel allows user namespaces.
# Namespaces, cable and servers end with this script, however it ends. At last it checks a configuration file that has
# two mistakes. It writes no file outside build/.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin  # of dnsmasq and nginx; it is not in the PATH of ordinary users
CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
provtool=build/release/src/provtool
lab=$PWD/build/demo

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
  echo "demo.sh: waited 10 s without success: $*" >&2
  return 1
}

# Runs a command in the server's namespace. It ends with this script, even when the script is killed.
at_server() { exec nsenter --target "$holder" --net setpriv --pdeathsig KILL "$@"; }

has_own_network() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
is_up() { "$@" | grep -q ' state UP '; }
# A link-local address that the kernel has found to be unique on the link.
has_link_local() { [ -n "$("$@" scope link -tentative)" ]; }

# This script runs in the phone's namespace; a sleeping process keeps the server's alive. Addresses and names are those
# reserved for documentation (RFC 5737, RFC 3849, RFC 7042, RFC 2606).
make_lab() {
  say 'Making the lab: two network namespaces and a veth pair between them'
  unshare --net setpriv --pdeathsig KILL sleep infinity &
  holder=$!
  started=("$holder")
  wait_until has_own_network "$holder"
  ip link add eth0 address 00:00:5e:00:53:50 type veth peer name srv0 netns "$holder" address 00:00:5e:00:53:01
  ip address add 192.0.2.50/24 brd + dev eth0
  ip link set eth0 up
  (at_server ip address add 192.0.2.1/24 brd + dev srv0)
  (at_server ip address add 2001:db8::1/64 dev srv0)
  (at_server ip link set srv0 up)
  wait_until is_up ip -o link show eth0
  wait_until is_up at_server ip -o link show srv0
  wait_until has_link_local ip -6 -o address show dev eth0
  wait_until has_link_local at_server ip -6 -o address show dev srv0
}

# --no-daemon: stay in the foreground, and do not change to another user, which a user namespace does not have.
# --no-ping: answer at once instead of checking for 3 s whether somebody uses the address.
start_server() {
  say 'Starting dnsmasq with options 160, 159 and 66, and DHCPv6 with the vendor option of enterprise 258'
  exec {log}< <(at_server dnsmasq --no-daemon --conf-file=/dev/null --interface=srv0 --no-ping \
    --no-resolv --no-hosts --address=/prov.example.com/192.0.2.1 --leasefile-ro --dhcp-range=192.0.2.100,192.0.2.199,10m \
    '--dhcp-option=6,192.0.2.1' '--dhcp-option=160,http://prov.example.com/{MODEL}.cfg' \
    '--dhcp-option=159,https://prov159.example.com/' \
    '--dhcp-option=66,192.0.2.1' \
    --enable-ra --dhcp-range=2001:db8::100,2001:db8::1ff,64,10m \
    '--dhcp-option=vi-encap:258,option6:1,http://prov6.example.com/utg200/' 2>&1)
  started+=("$!")
  while read -r line <&"$log"; do
    echo "$line"
    case $line in *'router advertisement on'*) return 0 ;; esac
  done
  echo 'demo.sh: the server did not start' >&2
  return 1
}

# The files of one phone. The initial file comes by HTTP, with the certificate of a root that nobody else knows; the
# device files come by HTTPS.
make_files() {
  say 'Making the files of one phone, a root certificate, and a server certificate that the root vouches for'
  mkdir -p "$lab/files"
  new=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650)
  openssl req -x509 "${new[@]}" -subj '/CN=Example Telephony Root' -addext keyUsage=critical,keyCertSign \
    -keyout "$lab/root.key" -out "$lab/files/root.pem" 2>/dev/null
  openssl req -x509 -CA "$lab/files/root.pem" -CAkey "$lab/root.key" "${new[@]}" -subj /CN=prov.example.com \
    -addext subjectAltName=DNS:prov.example.com -addext basicConstraints=CA:FALSE \
    -keyout "$lab/server.key" -out "$lab/server.pem" 2>/dev/null
  cat >"$lab/files/KX-UTG200B.cfg" <<'END'
<PANASIPPhoneConfig>
  <Initial>
    <Certs>
      <CFG_ROOT_CERTIFICATE_PATH1>http://prov.example.com/root.pem</CFG_ROOT_CERTIFICATE_PATH1>
    </Certs>
    <CfgFiles>
      <CFG_STANDARD_FILE_PATH>https://prov.example.com/Config{MAC}.cfg</CFG_STANDARD_FILE_PATH>
      <CFG_MASTER_FILE_PATH>https://prov.example.com/ConfigCommon.cfg</CFG_MASTER_FILE_PATH>
    </CfgFiles>
  </Initial>
</PANASIPPhoneConfig>
END
  cat >"$lab/files/Config0080F0123456.cfg" <<'END'
<PANASIPPhoneConfig>
  <Device>
    <System><SysTime><TIME_ZONE>60</TIME_ZONE></SysTime></System>
    <Lines><Line idx="1"><Sip>
      <LINE_ENABLE>Yes</LINE_ENABLE>
      <SIP_URI>sip:201@pbx.example.com</SIP_URI>
      <SIP_AUTHID>201</SIP_AUTHID>
      <SIP_PASS>only-in-a-demo</SIP_PASS>
      <SIP_RGSTR_ADDR>pbx.example.com</SIP_RGSTR_ADDR>
    </Sip></Line></Lines>
  </Device>
</PANASIPPhoneConfig>
END
  cat >"$lab/files/ConfigCommon.cfg" <<'END'
<PANASIPPhoneConfig>
  <Device>
    <System><SysTime><TIME_ZONE>0</TIME_ZONE></SysTime></System>
    <Network><NTP><NTP_ADDR>ntp.example.com</NTP_ADDR></NTP></Network>
  </Device>
</PANASIPPhoneConfig>
END
}

# The user of the worker is root, because a user namespace has no other.
start_web_server() {
  say 'Starting nginx for HTTP and HTTPS'
  cat >"$lab/nginx.conf" <<END
daemon off; master_process off; user root; pid "$lab/nginx.pid";
events {}
http {
  access_log off;
  client_body_temp_path "$lab/body"; proxy_temp_path "$lab/proxy"; fastcgi_temp_path "$lab/fastcgi";
  uwsgi_temp_path "$lab/uwsgi"; scgi_temp_path "$lab/scgi";
  server {
    listen 80; listen 443 ssl;
    ssl_certificate "$lab/server.pem"; ssl_certificate_key "$lab/server.key";
    root "$lab/files"; default_type text/plain;
  }
}
END
  at_server nginx -e stderr -p "$lab" -c "$lab/nginx.conf" &
  started+=("$!")
  wait_until answers
}
answers() { (: <>/dev/tcp/192.0.2.1/443) 2>/dev/null; }

# discover WINNER [ARGUMENT...]: shows a run, and fails when another source wins.
discover() {
  local report code=0 winner=$1
  shift
  set -- provtool discover "$@" --mac 0080F0123456
  say "$*"
  shift
  report=$("$provtool" "$@") || code=$?
  printf '%s\n' "$report"
  if [ "$code" -eq 0 ] && ! grep -q "  $winner  *WINS " <<<"$report"; then
    echo "demo.sh: $winner does not win" >&2
    code=1
  fi
  return "$code"
}

# The whole boot: fails unless the phone would come up with its files.
check() {
  local report code=0
  set -- check --mac 0080F0123456
  say "provtool $*"
  report=$("$provtool" "$@") || code=$?
  printf '%s\n' "$report"
  if [ "$code" -eq 0 ] && ! grep -q '^OK ' <<<"$report"; then
    echo 'demo.sh: the verdict is not OK' >&2
    code=1
  fi
  return "$code"
}

# A person who types such a file forgets a quote, or that & is special in XML.
validate() {
  local code=0 file=build/demo/Config0080F0123456.cfg
  cp tests/data/screens/two_mistakes.cfg "$file"
  say "provtool validate $file"
  "$provtool" validate "$file" || code=$?
  if [ "$code" -ne 1 ]; then
    echo "demo.sh: exit $code for a file with two mistakes" >&2
    return 1
  fi
}

stop() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  wait 2>/dev/null
}

if [ "${1-}" = --in-namespace ]; then
  started=()
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  make_lab
  start_server
  make_files
  start_web_server
  discover 'DHCP option 160'
  say 'And what if the three DHCP options were switched off on the phone?'
  discover 'DHCPv6 sub-option 1' --disable dhcp
  say 'The whole boot: discover, load the files, check them, and say what they come to'
  check
  say 'And a configuration file with two mistakes'
  validate
  exit
fi

exec </dev/null
build
if [ "$(id -u)" -eq 0 ]; then user=(); else user=(--user --map-root-user); fi
if ! unshare "${user[@]}" --net true; then
  echo 'demo.sh: no network namespaces here; run it as root, outside of containers that forbid them' >&2
  exit 1
fi
exec unshare "${user[@]}" --net "$BASH" ./demo.sh --in-namespace

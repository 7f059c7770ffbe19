#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test-packages-inside.sh OLDER NEWER: an installation, an upgrade, a removal and a purge of the packages in two folders, on
# a system with a systemd that runs and may be thrown away. test-packages.sh runs it.
set -eu -o pipefail

older=$1
newer=$2
unit=tocsin-server.service
data=/var/lib/private/tocsin-server
user_units=(tocsin-server.service tocsin-headless.service)

[ "$(cat /run/systemd/container)" = tocsin-test ] || { echo "this is for a system of one's own" >&2; exit 77; }

fail() {
    echo "FAILED: $*" >&2
    systemctl status --no-pager $unit >&2 || true
    journalctl --no-pager -n 20 >&2 || true
    exit 1
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends "$@" >/tmp/apt.log 2>&1 ||
        { cat /tmp/apt.log; fail "apt-get $*"; }
}

is() { # WHAT WANTED VALUE
    [ "$3" = "$2" ] || fail "$1 is '$3' and should be '$2'"
}

files() {
    find / -xdev \( -path /home -o -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log -o -path /var/cache \
        -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path "${newer%/build/*}" \) -prune -o -print | sort
}

health() {
    exec 3<>/dev/tcp/127.0.0.1/3000
    printf 'GET /health HTTP/1.0\r\n\r\n' >&3
    head -n 1 <&3
    exec 3>&-
}

as_user() {
    systemctl --user --machine "$user@" "$@"
}

useradd --create-home someone
user=$(id -u someone)
install -d -o someone /home/someone/.config /home/someone/.config/tocsin-server
# The system's server has the usual port.
echo "TOCSIN_OPTIONS=--port 3001" >/home/someone/.config/tocsin-server/tocsin-server.env
systemctl start "user@$user"
files >/tmp/before

apt install "$older"/*.deb
is "the new service" inactive "$(systemctl is-active $unit || true)"
is "the new service" disabled "$(systemctl is-enabled $unit || true)"
is "the configuration's mode" 600 "$(stat -c %a /etc/tocsin-server.env)"
systemctl enable -q --now $unit
[[ $(health) == *" 200 "* ]] || fail "the server does not answer"
echo "SMS_DAILY_CAP=77" >>/etc/tocsin-server.env
configuration=$(sha256sum /etc/tocsin-server.env)
secret=$(sha256sum $data/jwt-secret)
process=$(systemctl show -P MainPID $unit)
as_user daemon-reload
as_user start "${user_units[@]}"
processes=$(as_user show -P MainPID "${user_units[@]}")
echo "  installed: stopped and disabled, then started by hand"

began=$EPOCHREALTIME
apt install "$newer"/*.deb
is "the upgraded service" active "$(systemctl is-active $unit || true)"
is "the upgraded service" enabled "$(systemctl is-enabled $unit || true)"
is "a reload of systemd" no "$(systemctl show -P NeedDaemonReload $unit)"
[ "$(systemctl show -P Description $unit)" != older ] || fail "systemd has the old unit"
[ "$(systemctl show -P MainPID $unit)" != "$process" ] || fail "the old server still runs"
[[ $(health) == *" 200 "* ]] || fail "the upgraded server does not answer"
for one in "${user_units[@]}"; do
    is "the user's $one" active "$(as_user is-active "$one" || true)"
    [ "$(as_user show -P Description "$one")" != older ] || fail "the user's systemd has the old $one"
    ! grep -qxF "$(as_user show -P MainPID "$one")" <<<"$processes" || fail "the old $one of the user still runs"
done
is "the configuration" "$configuration" "$(sha256sum /etc/tocsin-server.env)"
is "the secret" "$secret" "$(sha256sum $data/jwt-secret)"
printf '  upgraded in %.1f s: restarted with the new units, those of a user too; configuration and data kept\n' \
    "$(awk "BEGIN { print $EPOCHREALTIME - $began }")"

systemctl stop $unit
as_user stop tocsin-headless.service
apt install --reinstall "$newer"/*.deb
is "a stopped service after an upgrade" inactive "$(systemctl is-active $unit || true)"
is "a stopped service of a user after an upgrade" inactive "$(as_user is-active tocsin-headless.service || true)"

systemctl start $unit
process=$(systemctl show -P MainPID $unit)
as_user start tocsin-headless.service
apt remove 'tocsin*'
[ ! -e "/proc/$process" ] || fail "the server outlives its package"
for one in "${user_units[@]}"; do
    is "the user's $one without its package" inactive "$(as_user is-active "$one" || true)"
done
is "the configuration" "$configuration" "$(sha256sum /etc/tocsin-server.env)"
is "the secret" "$secret" "$(sha256sum $data/jwt-secret)"
echo "  removed: stopped, configuration and data kept"

apt install "$newer"/*.deb
is "the secret" "$secret" "$(sha256sum $data/jwt-secret)"
is "the service installed again" enabled "$(systemctl is-enabled $unit || true)"
systemctl start $unit
apt purge 'tocsin*'
systemctl daemon-reload
is "the purged unit" not-found "$(systemctl show -P LoadState $unit)"
files >/tmp/after
left=$(comm -13 /tmp/before /tmp/after)
echo "  purged; what remains: ${left:-nothing}"
[ -z "$left" ] || exit 1

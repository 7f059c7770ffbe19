#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# private-desktop.sh COMMAND [ARG...]
#
# Runs COMMAND in a desktop of its own - D-Bus session bus, X server, window manager, panel with a tray,
# notification daemon - that nobody sees and that ends with COMMAND, whose exit code it gives back. Any number
# may run side by side. Used by the desktop tests and by `run.sh --demo` where there is no display.
#
#   TOCSIN_DESKTOP_TRAY=none       no panel
#   TOCSIN_DESKTOP_NOTIFIER=none   no notification daemon
#   TOCSIN_DESKTOP_KEYRING=1       an unlocked, empty gnome-keyring too
#   TOCSIN_DESKTOP_PANEL=light     a light panel instead of a dark one
#   TOCSIN_DESKTOP_SIZE=1280x800   of the screen
#
# Nothing is started by bus activation, so what is switched off is really absent.
# COMMAND finds TOCSIN_DESKTOP_DIR: a folder with the parts' logs, gone afterwards.
set -u

[ $# -gt 0 ] || { echo "usage: private-desktop.sh COMMAND [ARG...]" >&2; exit 64; }
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-desktop.XXXXXX") || exit 1
parts=()
command_pid=
input=/dev/null

alive() {
    local pid
    for pid in "$@"; do
        kill -0 "$pid" 2>/dev/null && return 0
    done
    return 1
}

# The command first, then the parts in the opposite order of their start. What has not gone after two seconds (a
# signal in the middle of its start can get lost) is not asked again.
end_all() {
    local index tries=0
    [ -z "$command_pid" ] || kill "$command_pid" 2>/dev/null
    for ((index = ${#parts[@]} - 1; index >= 0; --index)); do
        kill "${parts[index]}" 2>/dev/null
    done
    while alive "${parts[@]}" && [ $((tries += 1)) -lt 40 ]; do
        sleep 0.05
    done
    if alive "${parts[@]}"; then
        kill -KILL "${parts[@]}" 2>/dev/null
    fi
    wait "${parts[@]}" 2>/dev/null
    rm -rf "$scratch"
}
trap end_all EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

die() {
    echo "private-desktop.sh: $1" >&2
    [ ! -s "$scratch/${2:-}.log" ] || sed "s/^/  $2: /" "$scratch/$2.log" >&2
    exit 70
}

# part NAME COMMAND...: starts it in the background; it dies with this script, even if that is killed.
part() {
    local name=$1
    shift
    command -v "$1" >/dev/null || die "$1 is not installed"
    setpriv --pdeathsig TERM -- "$@" <"$input" >"$scratch/$name.out" 2>"$scratch/$name.log" &
    parts+=($!)
}

# A part that reports on file descriptor 3 when it is ready: part_reports NAME COMMAND... sets $report, to nothing
# if it ended instead.
part_reports() {
    local name=$1
    shift
    command -v "$1" >/dev/null || die "$1 is not installed"
    rm -f "$scratch/$name.ready"
    mkfifo "$scratch/$name.ready"
    setpriv --pdeathsig TERM -- "$@" >"$scratch/$name.out" 2>"$scratch/$name.log" 3>"$scratch/$name.ready" &
    parts+=($!)
    report=
    read -r -t 30 report <"$scratch/$name.ready"
}

manages_windows() {
    xdotool get_desktop >/dev/null 2>&1
}

tray_is_there() {
    [ -n "$(xdotool search --onlyvisible --class trayer 2>/dev/null)" ]
}

wait_for_name() {
    gdbus wait --session --timeout 30 "$1" >/dev/null 2>&1 || die "$2 does not start" "$2"
}

unset WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS SESSION_MANAGER DESKTOP_STARTUP_ID
export TOCSIN_DESKTOP_DIR=$scratch XDG_SESSION_TYPE=x11 XDG_CURRENT_DESKTOP=openbox
export NO_AT_BRIDGE=1 GTK_A11Y=none GDK_BACKEND=x11 LIBGL_ALWAYS_SOFTWARE=1

# Two that start at the same moment may pick the same display; the one that loses tries again.
for _ in 1 2 3 4 5; do
    part_reports Xvfb Xvfb -displayfd 3 -screen 0 "${TOCSIN_DESKTOP_SIZE:-1280x800}x24" -nolisten tcp -noreset
    [ -z "$report" ] || break
done
[ -n "$report" ] || die "Xvfb does not start" Xvfb
export DISPLAY=:$report QT_QPA_PLATFORM=xcb

part_reports bus dbus-daemon --config-file="$here/private-desktop/bus.conf" --nofork --print-address=3
[ -n "$report" ] || die "the session bus does not start" bus
export DBUS_SESSION_BUS_ADDRESS=$report

part openbox openbox --sm-disable
# A window that is opened while it starts may never be shown.
tries=0
until manages_windows || [ $((tries += 1)) -ge 300 ]; do
    sleep 0.05
done
manages_windows || die "openbox does not start" openbox

if [ "${TOCSIN_DESKTOP_TRAY:-trayer}" != none ]; then
    case ${TOCSIN_DESKTOP_PANEL:-dark} in
    light) tint=0xf2f2f2 ;;
    *) tint=0x26292e ;;
    esac
    # Now and then, on a busy machine, trayer starts without ever showing its window; another one does.
    for _ in 1 2 3 4 5 6; do
        part trayer trayer --edge top --align right --widthtype pixel --width 240 --heighttype pixel --height 28 \
            --SetDockType true --expand false --transparent true --alpha 0 --tint $tint --padding 4
        tries=0
        until tray_is_there || [ $((tries += 1)) -ge 40 ]; do
            sleep 0.1
        done
        ! tray_is_there || break
        kill -KILL "${parts[-1]}" 2>/dev/null
    done
    tray_is_there || die "trayer does not start" trayer
fi
if [ "${TOCSIN_DESKTOP_NOTIFIER:-dunst}" != none ]; then
    part dunst dunst -conf "$here/private-desktop/dunstrc"
    wait_for_name org.freedesktop.Notifications dunst
fi
if [ -n "${TOCSIN_DESKTOP_KEYRING:-}" ]; then
    # A data folder of its own: this password must never meet the user's real keyrings.
    mkdir -m 700 "$scratch/keyring"
    printf 'tocsin\n' >"$scratch/keyring/password"
    input=$scratch/keyring/password XDG_DATA_HOME=$scratch/keyring part keyring gnome-keyring-daemon --foreground \
        --unlock --components=secrets --control-directory="$scratch/keyring"
    wait_for_name org.freedesktop.secrets keyring
fi

# In the background, so that a signal to this script ends it at once; with its own standard input.
setpriv --pdeathsig TERM -- "$@" <&0 &
command_pid=$!
wait "$command_pid"
status=$?
command_pid=
exit "$status"

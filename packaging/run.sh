#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# run.sh            builds Tocsin and runs it here: server, console texts and tray app; Ctrl-C ends both
# run.sh --demo     plays a whole day by itself and leaves nothing running
#   --port N        the server's port (default 3000, or the next free one)
#   --no-install    install no packages
set -eu -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
bin=$root/build/release/bin
demo=
may_install=1
port=
scratch=
server_pid=
app_pid=
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/parts.sh
. "$here/parts.sh"

while [ $# -gt 0 ]; do
    case $1 in
    --demo) demo=1 ;;
    --no-install) may_install= ;;
    --port)
        port=${2:-}
        [[ $port =~ ^[0-9]{1,5}$ ]] || { echo "run.sh: --port needs a number" >&2; exit 64; }
        shift
        ;;
    -h | --help)
        sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        exit 0
        ;;
    *)
        echo "run.sh: unknown option $1 (see --help)" >&2
        exit 64
        ;;
    esac
    shift
done

have_display() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
}

build() {
    local quiet=(-- --quiet)
    [ ! -t 1 ] || quiet=()
    echo "Building Tocsin (the first time takes about 20 minutes on two cores) …"
    if ! cmake -S "$root" --preset release >"$scratch/configure.log" 2>&1; then
        cat "$scratch/configure.log" >&2
        return 1
    fi
    cmake --build "$root/build/release" "${quiet[@]}"
}

have_secret_service() {
    local method
    for method in ListNames ListActivatableNames; do
        if dbus-send --session --print-reply --dest=org.freedesktop.DBus / "org.freedesktop.DBus.$method" \
            2>/dev/null | grep -q '"org.freedesktop.secrets"'; then
            return 0
        fi
    done
    return 1
}

end_all() {
    trap - EXIT INT TERM HUP
    end_part "$app_pid"
    end_part "$server_pid"
    [ -z "$scratch" ] || rm -rf "$scratch"
}

start_server() {
    local data=${XDG_DATA_HOME:-$HOME/.local/share}/tocsin-server
    if [ -z "$port" ]; then
        port=$(free_port 3000) || { echo "The ports 3000 to 3019 are all taken; give me one with --port." >&2; return 1; }
        [ "$port" = 3000 ] || echo "Port 3000 is taken by another program, so the server listens on $port."
    elif port_taken "$port"; then
        echo "Port $port is taken by another program; please give me another one with --port." >&2
        return 1
    fi
    mkdir -p "$data"
    chmod 700 "$data"
    start_tocsin_server "$bin" "$port" "$data" "$scratch/sms.log" "$data/server.log"
}

start_app() {
    local arguments=()
    export CLAUDE_SMS_SERVER_URL=http://127.0.0.1:$port
    if ! have_display; then
        arguments+=(--headless)
        echo "There is no display here: Tocsin runs without notifications; texts work."
        # A file on disk needs the user's consent, which nobody can give here: so the login is not kept at all.
        have_secret_service ||
            echo "There is no keychain either: your login is forgotten when you press Ctrl-C."
    fi
    "$bin/tocsin" "${arguments[@]}" &
    app_pid=$!
    wait_for_app "$bin" "$app_pid"
}

say_what_next() {
    if have_display; then
        cat <<END

Tocsin is running. What to do next:
  1. In the window that opens, click Connect Claude Code (later: Set Up… in the tray menu)
  2. In another terminal, run claude
  3. For texts, click Set Up Texts… (the code is printed here, nothing is really texted)
  4. Press Ctrl-C here to end both the app and the server
END
        return
    fi
    cat <<END

Tocsin is running. What to do next, in another terminal:
  1. export PATH="$bin:\$PATH"
  2. Log in: tocsin login (the code is printed here, nothing is really texted)
  3. Install the plugin: claude plugin marketplace add "$root/plugin" && claude plugin install tocsin@tocsin
  4. Run claude in that terminal; /tocsin:sms-status says how things stand
  5. Press Ctrl-C here to end both the app and the server
END
}

scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-run.XXXXXX")
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

if [ -n "$may_install" ]; then
    if [ -z "$demo" ]; then
        need_packages build run
    elif have_display; then
        need_packages build run demo
    else
        need_packages build run demo desktop
    fi
fi
build

if [ -n "$demo" ]; then
    if have_display; then
        "$here/demo.sh" "$bin"
    else
        TOCSIN_DESKTOP_KEYRING=1 "$here/private-desktop.sh" "$here/demo.sh" "$bin"
    fi
    exit
fi

if "$bin/tocsin-hookbridge" status >/dev/null 2>&1; then
    echo "Tocsin is already running here. Please quit it first (its tray menu, or the other run.sh)." >&2
    exit 1
fi
start_server
start_app
say_what_next
# Either one's end ends the other: the tray menu's Quit, or a crash that should be seen.
status=0
wait -n "$server_pid" "$app_pid" || status=$?
if kill -0 "$app_pid" 2>/dev/null; then
    echo "The server has stopped (exit code $status); ending the app too." >&2
else
    echo "Tocsin has quit; ending the server too."
fi
exit "$status"

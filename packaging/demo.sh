#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# demo.sh BIN_FOLDER: a day with Claude Code, played by the real server, app and tocsin-hookbridge with recorded
# hook inputs. Prints each toast and text as it comes; exits 1 when one is missing or one too many came.
# Needs a session bus with a notification daemon: `run.sh --demo` gives it a private desktop when there is none.
set -u -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
payloads=$(dirname "$here")/tests/data/payloads
bin=$(cd "${1:?usage: demo.sh BIN_FOLDER}" && pwd) || exit 64
bridge=$bin/tocsin-hookbridge
phone=+14155550123
session=5eed0000-0000-4000-8000-000000000001
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-demo.XXXXXX") || exit 1
toasts=$scratch/toasts
texts=$scratch/texts
sms_log=$scratch/sms.log
server_pid=
app_pid=
problems=0
# shellcheck source=packaging/parts.sh
. "$here/parts.sh"
# shellcheck source=packaging/watch.sh
. "$here/watch.sh"

end_all() {
    trap - EXIT INT TERM HUP
    end_part "$app_pid"
    end_part "$server_pid"
    stop_watching
    rm -rf "$scratch"
}
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

if [ -t 1 ]; then
    bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'
else
    bold='' dim='' plain=''
fi

scene() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
shown() { sed "s/^/    $dim/; s/\$/$plain/"; }
problem() {
    printf '  !! %s\n' "$*"
    problems=$((problems + 1))
}

# hook FILE [JQ_CHANGE]: hands a recorded input to the hookbridge as Claude Code would.
hook() {
    jq --arg id "$session" --arg cwd "$scratch/shop" \
        '.session_id = $id | .cwd = $cwd | .transcript_path = ($cwd + "/" + $id + ".jsonl") | del(.agent_type, .session_title)'" | ${2:-.}" \
        "$payloads/$1.json" >"$scratch/input.json" || problem "no recorded input $1"
    CLAUDE_CODE_SESSION_ID=$session CLAUDE_PID=$$ "$bridge" hook <"$scratch/input.json" ||
        problem "tocsin-hookbridge hook: exit code $?"
}
told() { # COMMAND...: runs a command of the hookbridge and shows its answer
    echo "  \$ tocsin-hookbridge $*"
    "$bridge" "$@" 2>&1 | shown || problem "tocsin-hookbridge $1: exit code $?"
}

mkdir "$scratch/shop" "$scratch/server"
private_home "$scratch/home"
# The turns of the demo are short, and texts do not wait for a person to react.
mkdir -p "$XDG_CONFIG_HOME/tocsin"
printf '%s\n' '[sessions]' minimum_turn=0 \
    '[alerts]' {permission,question,waiting,error,usage_limit,finished,no_activity,lost}_text=at_once \
    >"$XDG_CONFIG_HOME/tocsin/tocsin.conf"
export TOCSIN_SOCKET=$scratch/run/tocsin.sock LC_ALL=C.UTF-8 LANGUAGE=
mkdir -m 700 "$scratch/run"
unset CLAUDE_SMS_HEARTBEAT_INTERVAL

scene "The server and the app start"
port=$(free_port 3000) || exit 1
start_tocsin_server "$bin" "$port" "$scratch/server" "$sms_log" "$scratch/server.log" >/dev/null || exit 1
echo "  tocsin-server listens on 127.0.0.1:$port, texts are printed"
start_watching
app_arguments=()
# On somebody's real desktop the demo leaves their keychain alone.
[ -n "${TOCSIN_DESKTOP_KEYRING:-}" ] || app_arguments+=(--token-store=file)
CLAUDE_SMS_SERVER_URL=http://127.0.0.1:$port "$bin/tocsin" "${app_arguments[@]}" >"$scratch/app.log" 2>&1 &
app_pid=$!
wait_for_app "$bin" "$app_pid" || { cat "$scratch/app.log"; exit 1; }
echo "  tocsin sits in the tray"
mark

scene "Log in: the number comes from standard input, the code by text"
echo "  \$ tocsin-hookbridge login"
"$bridge" login <<<"$phone" 2>&1 | shown || problem "login: exit code $?"
expect text '[0-9]{6}'
code=$(grep -oE '\b[0-9]{6}\b' "$texts" | tail -n 1)
echo "  \$ tocsin-hookbridge pair"
"$bridge" pair <<<"$code" 2>&1 | shown || problem "pair: exit code $?"
expect_no_more 0 1

scene "Claude Code starts in a project, and texts are asked for"
hook session-start
told start --session "$session" "Fix the checkout of the shop"
hook user-prompt-submit '.prompt = "The checkout fails. Please fix it."'
told status

scene "A tool fails in a way that stops the work"
mark
hook post-tool-use-failure '.tool_input.command = "./deploy.sh" |
    .error = "Exit code 1\ncp: cannot create regular file /srv/shop/index.html: Permission denied"'
hook stop # the turn ends with it
expect toast 'Permission denied'
expect text 'Error: .*Permission denied'
expect_no_more 1 1

scene "Claude asks for permission: one alert, though Claude Code says it twice"
mark
hook permission-request '.tool_input = {command: "npm publish"} | del(.permission_suggestions)'
expect toast 'npm publish'
expect text 'Needs permission: Run: npm publish'
hook notification-permission-prompt
expect_no_more 1 1

scene "You answer, Claude works, and then waits"
hook user-prompt-submit '.prompt = "Yes. And then?"'
hook post-tool-use-failure '.tool_input.command = "make test" | .error = "Exit code 1\n1 of 12 tests failed"'
mark
hook notification-idle-prompt
expect toast .
expect text 'Waiting for input'
expect_no_more 1 1

scene "You answer, and the turn ends well"
hook user-prompt-submit '.prompt = "Finish it."'
mark
hook stop
expect toast .
expect text 'Finished'
hook notification-idle-prompt
expect_no_more 1 1

scene "Claude Code ends, and so does the day"
mark
hook session-end
told status
told logout
expect_no_more 0 0

end_part "$app_pid"
app_pid=
end_part "$server_pid"
server_pid=
echo
if [ "$problems" != 0 ]; then
    echo "The day did not go as it should: $problems problems."
    for log in server app; do
        tail -n 15 "$scratch/$log.log" | sed "s/^/  $log: /"
    done
    exit 1
fi
echo "$(wc -l <"$toasts") notifications and $(wc -l <"$texts") texts came, each once. Nothing is left running."

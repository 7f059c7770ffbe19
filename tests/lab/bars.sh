# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034,SC2154
# What every set of bars needs: the labs one after the other, each in a private desktop; a server, an app, a home and
# terminals for each bar; waiting and comparing. Source it with the script's own arguments, after words.sh. Expects
# $here, $root and $all_bars; then come functions bar_NAME and add_scenarios, and at last `play`.

case_problems= # of a bar with cases: how many there were when this one began

# What a set of bars adds to each bar; it may define its own after this.
begin_more() { :; } # before the app starts
end_more() { :; }   # after the app ended
mark_more() { :; }

script=$(readlink -f "$0")
usage="usage: TOCSIN_LAB=DIR[:DIR...] $(basename "$script") BIN_FOLDER [BAR...]"
: "${TOCSIN_LAB:?must name the folder with Claude Code, see tests/lab/README.md}"
bin=$(cd "${1:?$usage}" && pwd) || exit 64
shift
bars=("$@")
[ ${#bars[@]} -gt 0 ] || bars=("${all_bars[@]}")
for name in "${bars[@]}"; do
    [[ " ${all_bars[*]} " == *" $name "* ]] || { echo "no bar $name; there are: ${all_bars[*]}" >&2; exit 64; }
done

# One run for each lab, each in a private desktop, and what came of them.
if [ -z "${TOCSIN_DESKTOP_DIR:-}" ]; then
    IFS=: read -ra labs <<<"$TOCSIN_LAB"
    for lab in "${labs[@]}"; do
        [ -x "$lab/lab.sh" ] || { echo "no lab.sh in $lab" >&2; exit 64; }
    done
    summary=$(mktemp) || exit 1
    trap 'rm -f "$summary"' EXIT
    failed=0
    for lab in "${labs[@]}"; do
        TOCSIN_LAB=$lab TOCSIN_LAB_SUMMARY=$summary TOCSIN_DESKTOP_KEYRING=1 "$root/tests/support/private-home.sh" \
            "$root/packaging/private-desktop.sh" "$script" "$bin" "${bars[@]}"
        case $? in
        0) ;;
        1) failed=1 ;;
        *)
            failed=1
            echo "$lab: not played to the end" >>"$summary"
            ;;
        esac
    done
    printf '\n'
    cat "$summary"
    exit "$failed"
fi

lab=$(cd "$TOCSIN_LAB" && pwd) || exit 64
bridge=$bin/tocsin-hookbridge
cores=$(nproc)
export LAB_PROJECT=$lab/projects/demo LAB_HOME=$lab/home-bars
app_pid=
server_pid=
closings_pid=
# shellcheck source=packaging/parts.sh
. "$root/packaging/parts.sh"
# shellcheck source=packaging/watch.sh
. "$root/packaging/watch.sh"

# Two runs in one lab would answer each other's prompts.
exec 9>"$lab/.bars.lock"
flock -n 9 || { echo "another run uses $lab" >&2; exit 70; }

# --- One bar's surroundings: a server, an app and a home of its own, so that no limit or state of another bar counts -

claude_has_ended() { ! pgrep -f "$lab/node_modules/.bin/claude" >/dev/null; }
end_bar() {
    local terminal
    for terminal in "${terminals[@]}"; do
        "$lab/tui.sh" stop "$terminal" >/dev/null 2>&1 9>&-
    done
    terminals=()
    # One that is still ending would write into the next bar's home.
    soon 20 claude_has_ended || echo "  Claude Code is still running"
    # The keychain outlives the bar, and the next server knows nothing of this login.
    [ -z "$app_pid" ] || timeout 10 "$bridge" logout >/dev/null 2>&1
    end_part "$app_pid"
    end_part "$server_pid"
    app_pid=
    server_pid=
    end_more
    stop_watching
    end_part "$closings_pid"
    closings_pid=
}
end_all() {
    trap - EXIT INT TERM HUP
    end_bar
    [ -z "${api_is_ours:-}" ] || "$lab/lab.sh" down
    change_scenarios 'with_entries(select(.key | startswith("tocsin-") | not))'
}
terminals=()
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

change_scenarios() { # JQ_PROGRAM [ARG...]: the fake API reads the file at any time, so it is replaced at once
    local program=$1
    shift
    jq "$@" "$program" "$lab/scenarios.json" >"$lab/.scenarios.new" && mv -f "$lab/.scenarios.new" "$lab/scenarios.json"
}

# begin_bar NAME WORDS...: everything fresh.
begin_bar() {
    local name=$1 folder=$HOME/bars/$1
    shift
    printf '\n== %s: %s\n' "$name" "$*"
    problems=0
    mkdir -p "$folder/run" "$folder/server" "$folder/config/tocsin"
    chmod 700 "$folder/run"
    toasts=$folder/toasts
    texts=$folder/texts
    closings=$folder/closings
    hooks=$folder/hooks
    sms_log=$folder/sms.log
    app_log=$folder/app.log
    : >"$closings"
    : >"$hooks"
    private_home "$folder"
    export TOCSIN_SOCKET=$folder/run/t.sock
    export LAB_ENV="PATH=$bin:$HOME/tools:$lab/node_modules/.bin:/usr/bin:/bin TOCSIN_SOCKET=$TOCSIN_SOCKET XDG_STATE_HOME=$XDG_STATE_HOME TOCSIN_BAR_HOOKS=$hooks CLAUDE_CODE_MAX_RETRIES=0"
    plugins=(--plugin-dir "$root/plugin" --plugin-dir "$HOME/plugins/witness")
    {
        settings_of_all
        [ -z "${headless_alerts:-}" ] || settings_of_headless_alerts
        printf '%s\n' "${more_settings:-}"
    } >"$folder/config/tocsin/tocsin.conf"
    "$lab/lab.sh" home "$(basename "$LAB_HOME")" fresh >/dev/null
    start_watching
    watch_closings
    begin_more "$folder" || return 1
    # Away from another run's that looks for one at the same moment.
    port=$(free_port $((3000 + $$ % 500 * 20))) || return 1
    SMS_MARKS=always start_tocsin_server "$bin" "$port" "$folder/server" "$sms_log" "$folder/server.log" >/dev/null || return 1
    start_app || return 1
    "$bridge" login <<<+14155550123 >/dev/null || return 1
    soon 10 grep -qE '[0-9]{6}' "$texts" || return 1
    "$bridge" pair <<<"$(grep -oE '\b[0-9]{6}\b' "$texts" | tail -n 1)" >/dev/null || return 1
    mark
}

start_app() {
    CLAUDE_SMS_SERVER_URL=http://127.0.0.1:$port "$bin/tocsin" --hidden >>"$app_log" 2>&1 9>&- &
    app_pid=$!
    wait_for_app "$bin" "$app_pid" || { cat "$app_log"; return 1; }
}

keep_files() { # BAR: to see later why it differed
    local to=${TOCSIN_LAB_KEEP:-}/$version/$1
    [ -n "${TOCSIN_LAB_KEEP:-}" ] || return 0
    rm -rf "$to"
    mkdir -p "$to" && cp -r "$HOME/bars/$1/." "$LAB_HOME/.claude/projects" "$to"
}

# Notifications that the program takes away.
watch_closings() {
    setpriv --pdeathsig TERM -- dbus-monitor --session \
        "interface='org.freedesktop.Notifications',type='method_call',member='CloseNotification'" 2>/dev/null \
        > >(grep --line-buffered 'member=CloseNotification' >>"$closings") &
    closings_pid=$!
}

# --- Waiting and comparing -------------------------------------------------------------------------------------------

# A loaded machine gets more time: seconds times the runnable processes per core, at most threefold.
slow() {
    local factor=${TOCSIN_LAB_SLOW:-}
    [ -n "$factor" ] || factor=$(awk -v cores="$cores" '{f = $1 / cores; print (f < 1 ? 1 : f > 3 ? 3 : f)}' /proc/loadavg)
    awk -v s="$1" -v f="$factor" 'BEGIN {print int(s * f + 0.999)}'
}
soon() { # SECONDS COMMAND...: wait_until, longer on a loaded machine
    local seconds
    seconds=$(slow "$1")
    [ "$problems" = "${case_problems:-$problems}" ] || seconds=3 # what is wrong is known
    shift
    wait_until "$seconds" "$@"
}
is_loaded() { [ "$(slow 10)" -ge 20 ]; }
# What must not come would have come by then.
# shellcheck disable=SC2120 # some call it with a time
settle() { sleep "$(slow "${1:-3}")"; }

problem() {
    printf '  DIFFERENT: %s\n' "$*"
    problems=$((problems + 1))
}
mark() { # watch.sh's, and what happens to toasts and hooks
    toasts_seen=$(wc -l <"$toasts")
    texts_seen=$(wc -l <"$texts")
    closings_seen=$(wc -l <"$closings")
    hooks_seen=$(wc -l <"$hooks")
    mark_more
}
has_lines() { [ "$(wc -l <"$1")" -ge "$2" ]; }

# these toasts|texts PATTERN...: since mark these came, in this order, and no other. `?PATTERN` may be absent.
these() {
    local what=$1 file=$toasts seen=$toasts_seen after=$toast_after pattern came line=0 least=0 count
    [ "$what" = toasts ] || { file=$texts; seen=$texts_seen; after=$text_after; }
    shift
    for pattern in "$@"; do
        [ "${pattern#\?}" != "$pattern" ] || least=$((least + 1))
    done
    soon "$after" has_lines "$file" $((seen + least))
    settle
    for pattern in "$@"; do
        came=$(sed -n "$((seen + line + 1))p" "$file")
        if grep -qE -- "${pattern#\?}" <<<"$came"; then
            printf '  %-5s as expected: %s\n' "${what%s}" "$came"
        elif [ "${pattern#\?}" != "$pattern" ]; then
            continue
        else
            problem "${what%s} $((line + 1)): ${came:-none}; expected $pattern"
        fi
        line=$((line + 1))
    done
    count=$(($(wc -l <"$file") - seen))
    [ "$count" -le "$line" ] || problem "more $what than expected: $(tail -n "+$((seen + line + 1))" "$file")"
    [ $# != 0 ] || [ "$count" != 0 ] || printf '  no %s, as expected\n' "$what"
}
nothing() {
    these toasts
    these texts
}
closed_since_mark() { [ "$(($(wc -l <"$closings") - closings_seen))" -ge "$1" ]; }
toast_goes() { # SECONDS WHY
    if soon "$1" closed_since_mark 1; then echo "  toast taken away, as expected"; else problem "the toast stayed: $2"; fi
}

# What a plugin beside ours saw: hook_came EVENT [PATTERN [COUNT]] since mark.
hook_came() {
    [ "$(tail -n "+$((hooks_seen + 1))" "$hooks" | grep -F "\"hook_event_name\":\"$1\"" | grep -cE -- "${2:-.}")" -ge "${3:-1}" ]
}
hook() { # SECONDS EVENT [PATTERN [COUNT]]: until it came
    soon "$1" hook_came "${@:2}" || problem "Claude Code sent no $2 ${3:-}"
}

# --- Claude Code -----------------------------------------------------------------------------------------------------

headless() { # PROMPT ARG...
    (cd "$LAB_PROJECT" && timeout 180 "$lab/lab.sh" p "$@" "${plugins[@]}" >"$HOME/claude.out" 2>&1 9>&-)
}
# terminal NAME ARG...: Claude Code in a terminal, ready for a prompt.
terminal() {
    local name=bars-$1
    shift
    terminals+=("$name")
    "$lab/tui.sh" start "$name" "${plugins[@]}" --permission-mode "${mode:-default}" "$@" 9>&-
    "$lab/tui.sh" wait "$name" '❯|>' "$(slow 40)" >/dev/null || problem "Claude Code shows no prompt"
}
# type_in TERMINAL WORDS: older clients may leave a slash command in the input line.
type_in() {
    "$lab/tui.sh" key "bars-$1" C-u
    "$lab/tui.sh" type "bars-$1" "$2"
}
keys() { "$lab/tui.sh" key "bars-$1" "${@:2}"; }
screen() { "$lab/tui.sh" cap "bars-$1"; }
screen_shows() { screen "$1" | grep -E -- "$2" >/dev/null; } # not -q: the writer would fail
dialog() { # TERMINAL [PATTERN]: until a dialog is on the screen
    soon 30 screen_shows "$1" "${2:-Do you want}" || problem "no dialog on the screen"
    sleep 1 # keys are ignored while it is drawn
}
answer_no() { # the number of the answer differs between versions
    local number
    number=$(screen "$1" | grep -oE '[0-9]\. No\b' | tail -n 1 | cut -c 1)
    [ -n "$number" ] || problem "no answer No on the screen"
    keys "$1" "${number:-3}"
}
end_terminal() { # TERMINAL: as a person does
    type_in "$1" /exit
    soon 15 screen_shows "$1" 'EXITED' || problem "Claude Code does not end"
}
transcripts_say() { grep -rqsF -- "$1" "$LAB_HOME/.claude/projects"; }
first_session() { sed -n 's/.*"session_id":"\([^"]*\)".*/\1/p' "$hooks" | head -n 1; }

# --- The program -----------------------------------------------------------------------------------------------------

sessions() { "$bridge" status --json | jq -c '.sessions[]'; }
session_is() { # JQ_CONDITION
    [ -n "$(sessions | jq -c "select($1)")" ]
}
expect_session() { # SECONDS JQ_CONDITION
    if soon "$1" session_is "$2"; then
        echo "  session as expected: $2"
    else
        problem "no session with $2, but: $(sessions | jq -c 'del(.id)' | tr '\n' ' ')"
    fi
}
at_rest() { expect_session 5 ".state | test(\"$state_at_rest\")"; }

# --- Playing ---------------------------------------------------------------------------------------------------------

# A plugin's folder with one command for each of these events: make_plugin NAME COMMAND EVENT...
make_plugin() {
    local folder=$HOME/plugins/$1
    mkdir -p "$folder/.claude-plugin" "$folder/hooks"
    jq -n --arg name "$1" '{$name, version: "1.0.0", description: "of the bars", author: {name: "bars"}}' >"$folder/.claude-plugin/plugin.json"
    jq -n --arg command "$2" '{hooks: ([$ARGS.positional[] | {(.): [{hooks: [{type: "command", $command}]}]}] | add)}' \
        --args "${@:3}" >"$folder/hooks/hooks.json"
}
# shellcheck disable=SC2016 # for the hook's shell
make_plugins() {
    # Each document is one line; a single small write is not torn.
    make_plugin witness 'document=$(cat); printf "%s\n" "$document" >>"$TOCSIN_BAR_HOOKS"' \
        SessionStart UserPromptSubmit PermissionRequest Notification Stop StopFailure SubagentStop SessionEnd Elicitation
    make_plugin allower 'grep -q allow-this && echo "{\"hookSpecificOutput\":{\"hookEventName\":\"PermissionRequest\",\"decision\":{\"behavior\":\"allow\"}}}"; exit 0' \
        PermissionRequest
    make_plugin blocker 'grep -q BLOCKME && { echo "blocked by a rule" >&2; exit 2; }; exit 0' UserPromptSubmit
    make_plugin goer 'rounds=$TOCSIN_BAR_HOOKS.rounds; : >>"$rounds"; [ "$(wc -c <"$rounds")" -lt 2 ] || exit 0; printf x >>"$rounds"; echo "go on" >&2; exit 2' Stop
    mkdir -p "$HOME/tools"
    printf '#!/bin/sh\nexec sleep 600\n' >"$HOME/tools/npm"
    chmod +x "$HOME/tools/npm"
}

play() {
    make_plugins
    add_scenarios || exit 1
    [ -n "$("$lab/lab.sh" status 2>/dev/null)" ] || api_is_ours=1
    # One that is up may keep no requests.
    [ -z "${LAB_BODIES:-}" ] || [ -n "${api_is_ours:-}" ] || { echo "the fake API of $lab is up" >&2; exit 70; }
    "$lab/lab.sh" up 9>&- || exit 1
    "$lab/lab.sh" home "$(basename "$LAB_HOME")" fresh >/dev/null
    version=$("$lab/lab.sh" claude --version </dev/null | cut -d ' ' -f 1)
    echo "Claude Code $version in $lab"

    different=()
    for name in "${bars[@]}"; do
        headless_alerts=
        more_settings=
        mode=
        problems=0
        began=$SECONDS
        "bar_${name//-/_}" || problem "the bar could not be played"
        [ "$problems" = 0 ] || { different+=("$name"); tail -n 5 "$app_log" 2>/dev/null | sed 's/^/  app: /'; }
        end_bar
        [ "$problems" = 0 ] || keep_files "$name"
        printf '  %d s\n' $((SECONDS - began))
    done
    {
        printf 'Claude Code %s: %d of %d bars as expected, %d min %d s' "$version" $((${#bars[@]} - ${#different[@]})) ${#bars[@]} \
            $((SECONDS / 60)) $((SECONDS % 60))
        [ ${#different[@]} = 0 ] && echo . || echo "; different: ${different[*]}"
    } | tee -a "${TOCSIN_LAB_SUMMARY:-/dev/null}"
    [ ${#different[@]} = 0 ]
}

# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154
# How the bars of `answers` answer, and where they look for what came of it. Source it after bars.sh.

# The fake API keeps what the model is sent.
export LAB_BODIES=$HOME/bodies
notifier_pid=
accessibility_pid=

begin_more() { # FOLDER
    shown=$1/shown.json
    control=$1/control
    mkfifo "$control"
    rm -rf "${LAB_BODIES:?}"/* "$LAB_PROJECT/.claude" "$HOME/touched"
    echo "roses are red" >"$LAB_PROJECT/poem.txt"
    setpriv --pdeathsig TERM -- "$here/notifier.py" "$service_name" "$shown" "$control" 9>&- >"$1/notifier.log" 2>&1 &
    notifier_pid=$!
    soon 20 test -e "$shown" || { cat "$1/notifier.log"; return 1; }
    # The private bus starts nothing: without this, no program can be looked into.
    setpriv --pdeathsig TERM -- /usr/libexec/at-spi-bus-launcher --launch-immediately 9>&- >"$1/accessibility.log" 2>&1 &
    accessibility_pid=$!
    export QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
    answers_expected=0
}
end_more() {
    end_case
    rm -f "$LAB_PROJECT/poem.txt"
    end_part "$notifier_pid"
    end_part "$accessibility_pid"
    notifier_pid=
    accessibility_pid=
}
mark_more() { bodies_seen=$(find "$LAB_BODIES" -name '*.json' | wc -l); }

# Each case of a bar, for the table at the end.
begin_case() { # NAME WORDS
    end_case
    printf '  -- %s: %s\n' "$1" "$2"
    case_name=$1
    case_problems=$problems
    mark
}
end_case() {
    [ -n "${case_name:-}" ] || return 0
    if [ "$problems" = "$case_problems" ]; then case_result=ok; else case_result=DIFFERENT; fi
    cases+=("$name $case_name $case_result")
    case_name=
    case_problems=
}
cases=()
print_cases() {
    end_case
    printf '%s\n' "${cases[@]}" | awk -v version="$version" '{printf "Claude Code %-9s %-24s %-28s %s\n", version, $1, $2, $3}'
}

# --- Claude ----------------------------------------------------------------------------------------------------------

# ask TERMINAL SCENARIO: Enter is lost now and then on a busy machine.
ask() {
    type_in "$1" "scenario:$2"
    soon 4 hook_came UserPromptSubmit "scenario:$2\"" || keys "$1" Enter
    hook 20 UserPromptSubmit "scenario:$2\""
}
# What the tools gave, as the model is sent it since mark: one JSON string a line.
results() {
    find "$LAB_BODIES" -name '*.json' | sort | tail -n "+$((bodies_seen + 1))" | xargs -r cat \
        | jq -c '.body.messages // [] | .[((map(.role == "assistant") | rindex(true)) // -1) + 1:] | .[]
            | .content | arrays | .[] | select(.type == "tool_result")
            | [.tool_use_id, (.is_error // false), (.content | if type == "string" then . else map(.text? // "") | join(" ") end)]' 2>/dev/null \
        | sort -u | jq -r '.[1:] | tostring'
}
result_came() { [ "$(results | grep -cE -- "$1")" -ge "${2:-1}" ]; }
# claude_got WHAT PATTERN [COUNT]
claude_got() {
    if soon 25 result_came "$2" "${3:-1}"; then
        echo "  the request to the API says: $(results | grep -E -- "$2" | tail -n 1 | cut -c 1-160)"
    else
        problem "Claude was not told $1 ($2), but: $(results | cut -c 1-300)"
    fi
}
claude_did_not_get() { # WHAT PATTERN
    ! result_came "$2" || problem "Claude was told $1: $(results | grep -E -- "$2")"
}
dialog_is_gone() { ! screen_shows "$1" "$any_dialog"; }
dialog_goes() { soon 10 dialog_is_gone "$1" || problem "the dialog stays: $(screen "$1" | tail -n 12)"; }
dialog_stands() { screen_shows "$1" "$any_dialog" || problem "the dialog is gone: $(screen "$1" | tail -n 12)"; }
turn_ends() { hook "${1:-30}" Stop; }

# --- Notifications ---------------------------------------------------------------------------------------------------

# notification PATTERN: the id of the newest one that matches `summary | body`.
notification() {
    jq -r --arg pattern "$1" 'to_entries | map(select("\(.value.summary) | \(.value.body)" | test($pattern))) | last | .key // empty' "$shown"
}
button_key() { # PATTERN LABEL
    local id
    id=$(notification "$1")
    [ -n "$id" ] && jq -er --arg id "$id" --arg button "$2" '.[$id].buttons[$button] // empty' "$shown"
}
labels() { jq -r --arg id "$(notification "$1")" '.[$id].buttons // {} | keys_unsorted | map(select(. != "")) | join(", ")' "$shown"; }
has_button() { button_key "$1" "$2" >/dev/null; }
# What a person sees before they press: a button that has just come does nothing.
look() { sleep "$(awk -v s="$(slow 10)" 'BEGIN {print s / 10}')"; }
# press PATTERN LABEL: of the notification that is shown.
press() {
    soon 20 has_button "$1" "$2" || { problem "no button $2 on $1; it has: $(labels "$1"); shown: $(cat "$shown")"; return 1; }
    look
    echo "  [pressed] $2"
    echo "press $(notification "$1") $(button_key "$1" "$2")" >"$control"
}
# press_now PATTERN LABEL HUNDREDTHS: a moment later, without a look.
press_now() {
    local line
    line="press $(notification "$1") $(button_key "$1" "$2")"
    (sleep "0.$(printf '%02d' "$3")" && echo "$line" >"$control") &
}
offers() { # PATTERN LABEL...: exactly these
    soon 20 has_button "$1" "$2"
    local came
    came=$(labels "$1")
    [ "$came" = "$(IFS=, && echo "${*:2}" | sed 's/,/, /g')" ] || problem "the buttons are $came; expected ${*:2}"
}
has_reply() { [ "$(jq -r --arg id "$(notification "$1")" '.[$id].reply // false' "$shown")" = true ]; }
reply() { # PATTERN TEXT
    soon 20 has_reply "$1" || { problem "no field for an answer on $1; shown: $(cat "$shown")"; return 1; }
    look
    echo "  [wrote] $2"
    echo "reply $(notification "$1") $2" >"$control"
}

# --- The window ------------------------------------------------------------------------------------------------------

window() { "$here/window.py" "$app_pid" "$@"; }
# review PATTERN TITLE: opens the window with the request of that notification; TITLE is in the window then.
review() {
    press "$1" "$button_review" || return
    soon 20 window says "$2" || { problem "the window does not show $2: $(window list)"; return 1; }
}
click() { # NAME
    echo "  [clicked] $1"
    window click "$1" "$(slow 15)" || problem "no click on $1: $(window list)"
}

# The settings, by the menu of the tray icon, the only icon in the panel. Assistive technology does not see that menu.
settings_window() {
    # shellcheck disable=SC2034 # xdotool sets them all
    local WINDOW X Y WIDTH HEIGHT SCREEN
    eval "$(xdotool getwindowgeometry --shell "$(xdotool search --onlyvisible --class trayer | head -n 1)")"
    xdotool mousemove $((X + WIDTH - 12)) $((Y + HEIGHT / 2)) click 3
    look
    xdotool key "$menu_settings_key"
}

# --- What became of it -----------------------------------------------------------------------------------------------

# The app keeps its database for itself: a copy is read.
answers_in_history() {
    local copy=$HOME/history
    rm -rf "$copy"
    mkdir "$copy" && cp "$XDG_STATE_HOME"/tocsin/state.db* "$copy" 2>/dev/null
    sqlite3 -separator ' ' "$copy/state.db" \
        "SELECT answer, answer_channel, answer_outcome FROM history WHERE answer <> '' ORDER BY answered_at" 2>/dev/null
}
history_has() { [ "$(answers_in_history | sed -n "$1p" | grep -cE -- "^$2\$")" = 1 ]; }
# history_says ANSWER CHANNEL OUTCOME: of the next answer of this bar.
history_says() {
    answers_expected=$((answers_expected + 1))
    if soon 20 history_has "$answers_expected" "$1 $2 $3"; then
        echo "  the history says: $(answers_in_history | sed -n "${answers_expected}p")"
    else
        problem "the history says: $(answers_in_history | sed -n "${answers_expected}p"); expected $1 $2 $3"
    fi
}
no_answer_in_history() {
    [ "$(answers_in_history | wc -l)" = "$answers_expected" ] || problem "an answer in the history: $(answers_in_history)"
}

# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # the caller sets toasts, texts and sms_log
# Every toast and every text as it happens, for scripts that play a day. Source it after parts.sh; expects $toasts
# and $texts, where one line each is kept, $sms_log, which the server writes, and a function `problem`.

watchers=()

# Prints each one from now on, too.
start_watching() {
    : >"$toasts"
    : >"$texts"
    : >"$sms_log"
    setpriv --pdeathsig TERM -- dbus-monitor --session \
        "interface='org.freedesktop.Notifications',type='method_call'" 2>/dev/null > >(watch_toasts) &
    watchers+=($!)
    setpriv --pdeathsig TERM -- tail -q -n +1 -F "$sms_log" 2>/dev/null > >(watch_texts) &
    watchers+=($!)
}

stop_watching() {
    local pid
    for pid in "${watchers[@]}"; do
        end_part "$pid"
    done
    watchers=()
}

# Every toast, from what goes over the bus: one line `summary | body` in $toasts.
watch_toasts() {
    local line field='' summary='' body=''
    while IFS= read -r line; do
        case $line in
        *'member=Notify'*) field=0 ;;
        *'member=CloseNotification'*)
            field=
            echo "  [notification closed]"
            ;;
        '   string "'* | '   uint32 '*)
            [ -n "$field" ] || continue
            field=$((field + 1))
            # Notify(app, replaces, icon, summary, body, ...)
            [ "$field" != 4 ] || { summary=${line#*\"}; summary=${summary%\"}; }
            [ "$field" != 5 ] || { body=${line#*\"}; body=${body%\"}; }
            ;;
        '   array ['*)
            [ "$field" != 5 ] || { echo "  [notification] $summary | $body"; echo "$summary | $body" >>"$toasts"; }
            field=
            ;;
        *) [ "$field" != 5 ] || body+=" ${line%\"}" ;;
        esac
    done
}

# Every text, from the server's own log: one line in $texts.
watch_texts() {
    local line to body
    while IFS= read -r line; do
        to=$(jq -r '.to' <<<"$line")
        body=$(jq -r '.body | gsub("\n+"; " / ")' <<<"$line")
        echo "  [text to $to] $body"
        echo "$body" >>"$texts"
    done
}

has_line() { # FILE FIRST_LINE PATTERN
    tail -n "+$2" "$1" | grep -E "$3" >/dev/null # not -q: the writer would fail
}

# mark: from here on what comes is new. expect toast|text PATTERN waits for one, and there must be no other.
mark() {
    toasts_seen=$(wc -l <"$toasts")
    texts_seen=$(wc -l <"$texts")
}
expect() {
    local file=$toasts seen=$toasts_seen
    [ "$1" = toast ] || { file=$texts; seen=$texts_seen; }
    wait_until 15 has_line "$file" $((seen + 1)) "$2" || problem "no $1 came that says: $2"
}
expect_no_more() { # TOASTS TEXTS in all since mark
    local toasts_new texts_new
    # What is too much would come at once: the app has answered the hook already.
    sleep 1
    toasts_new=$(($(wc -l <"$toasts") - toasts_seen))
    texts_new=$(($(wc -l <"$texts") - texts_seen))
    [ "$toasts_new" -le "$1" ] || problem "$toasts_new toasts came where $1 were expected"
    [ "$texts_new" -le "$2" ] || problem "$texts_new texts came where $2 were expected"
}

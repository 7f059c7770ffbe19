# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Starting and ending the server and the app, for run.sh and demo.sh. Source it.

port_taken() {
    (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# free_port FIRST: the first of twenty ports that nobody listens on.
free_port() {
    local candidate
    for ((candidate = $1; candidate < $1 + 20; ++candidate)); do
        port_taken "$candidate" || { echo "$candidate"; return 0; }
    done
    return 1
}

# wait_until SECONDS COMMAND...
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.1
    done
}

end_part() {
    [ -n "$1" ] && kill "$1" 2>/dev/null || return 0
    # Twenty seconds to end by itself, so that nothing is left however stuck it is.
    wait_until 20 part_ended "$1" || kill -KILL "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

part_ended() {
    ! kill -0 "$1" 2>/dev/null
}

# private_home FOLDER: everything the programs keep goes there.
private_home() {
    mkdir -p "$1"
    chmod 700 "$1"
    export XDG_CONFIG_HOME=$1/config XDG_DATA_HOME=$1/data XDG_STATE_HOME=$1/state XDG_CACHE_HOME=$1/cache
}

# start_tocsin_server BIN PORT DATA_FOLDER SMS_LOG SERVER_LOG: sets server_pid. SQLite and console texts,
# whatever the environment says: a run to try things out must never cost money or touch a real database.
start_tocsin_server() {
    (
        unset DATABASE_URL PUBLIC_URL "${!TWILIO_@}"
        exec "$1/tocsin-server" --host 127.0.0.1 --port "$2" --data-dir "$3" --sms-log "$4" 2>"$5"
    ) &
    server_pid=$!
    if ! wait_until 20 server_up_or_gone "$2" "$server_pid" || part_ended "$server_pid"; then
        echo "The server did not start:" >&2
        tail -n 20 "$5" >&2
        return 1
    fi
}

server_up_or_gone() {
    part_ended "$2" || port_taken "$1"
}

# wait_for_app BIN PID: until it answers.
wait_for_app() {
    if ! wait_until 20 app_up_or_gone "$1" "$2" || part_ended "$2"; then
        echo "The app did not start." >&2
        return 1
    fi
}

app_up_or_gone() {
    part_ended "$2" || "$1/tocsin-hookbridge" status >/dev/null 2>&1
}

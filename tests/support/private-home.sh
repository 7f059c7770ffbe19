#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a command with a HOME, XDG folders and TMPDIR of its own, removed afterwards.
set -u
home=$(mktemp -d "${TMPDIR:-/tmp}/tocsin-test.XXXXXX") || exit 1
trap 'rm -rf "$home"' EXIT
mkdir -p "$home"/{config,data,state,cache,tmp}
mkdir -m 700 "$home/run"
export HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" \
    XDG_CACHE_HOME="$home/cache" XDG_RUNTIME_DIR="$home/run" TMPDIR="$home/tmp" LC_ALL=C.UTF-8
unset DATABASE_URL TOCSIN_TEST_POSTGRES CLAUDE_SMS_CA_FILE CLAUDE_SMS_SERVER_URL CLAUDE_SMS_HEARTBEAT_INTERVAL TOCSIN_SOCKET DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
"$@"

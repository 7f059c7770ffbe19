#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a command on a network of its own, which nobody else sees or reaches and which ends with it. This machine is then
# 198.51.100.1 to .9 and 2001:db8::1 to ::9, addresses of examples. Needs no root: it is root in a user namespace of its
# own, and its files still belong to whoever runs it.
if [ "${1-}" = --inside ]; then
    shift
    ip link set lo up || exit 1
    for last in {1..9}; do
        ip address add "198.51.100.$last/32" dev lo && ip address add "2001:db8::$last/128" dev lo nodad || exit 1
    done
    exec "$@"
fi
unshare --user --map-root-user --net true || {
    echo "own-network.sh: this kernel gives no user and network namespaces to $(id -un)" >&2
    exit 1
}
exec unshare --user --map-root-user --net -- "$0" --inside "$@"

#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a command on a D-Bus session bus of its own, which ends with it. Nothing is started by bus activation: a
# service that the test does not start is absent.
exec dbus-run-session --config-file="$(dirname "${BASH_SOURCE[0]}")/../../packaging/private-desktop/bus.conf" -- "$@"

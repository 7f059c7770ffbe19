#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a command on a D-Bus session bus of its own, which ends with it.
exec dbus-run-session -- "$@"

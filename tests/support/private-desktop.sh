#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# placeholder, written by the desktop room
exec dbus-run-session -- "$@"

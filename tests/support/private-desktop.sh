#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a command in a private desktop with tray and notification daemon; packaging/private-desktop.sh says which
# environment variables change it.
exec "$(dirname "${BASH_SOURCE[0]}")/../../packaging/private-desktop.sh" "$@"

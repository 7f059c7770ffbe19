#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs a command where it may mount file systems of its own, which nobody else sees and which end with it. Needs no
# root: it is root in a user namespace of its own, and its files still belong to whoever runs it.
exec unshare --user --map-root-user --mount -- "$@"

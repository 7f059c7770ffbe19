# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Runs tocsin-hookbridge for a slash command, from the places where the hooks look too: Claude Code may have been
# started with a short PATH. Always exits 0: otherwise Claude Code drops the command without showing why.
PATH="$PATH:$HOME/.local/bin:/usr/local/bin:/usr/bin"
if tocsin-hookbridge --version >/dev/null 2>&1; then
    tocsin-hookbridge "$@" --claude 2>/dev/null
else
    echo "Tocsin is not installed on this computer, or tocsin-hookbridge is not on the PATH. To install it: https://github.com/tocsin-app/tocsin"
fi
exit 0

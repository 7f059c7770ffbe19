# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # the caller sets root
# The project's files, for scripts that check or copy them. Source it; expects $root.

# tracked [PATTERN...]: names of the project's files, also where git would rather not look (a container's root).
tracked() {
    if [ -e "$root/.git" ] && command -v git >/dev/null; then
        git -C "$root" -c safe.directory='*' ls-files -- "$@"
    else
        echo "not a git work tree: cannot tell the project's files" >&2
        return 1
    fi
}

# copy_sources FOLDER: the project's files as they are now; without git, everything but builds.
copy_sources() {
    mkdir -p "$1"
    if [ -e "$root/.git" ] && command -v git >/dev/null; then
        git -C "$root" -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
            tar -C "$root" --null --files-from=- --ignore-failed-read -cf - 2>/dev/null | tar -C "$1" -xf -
    else
        tar -C "$root" --exclude=./build -cf - . | tar -C "$1" -xf -
    fi
}

# debhelper builds with a HOME of its own, in which ccache would find neither its cache nor its settings.
keep_ccache() {
    if command -v ccache >/dev/null; then
        CCACHE_DIR=$(ccache --get-config cache_dir)
        CCACHE_MAXSIZE=$(ccache --get-config max_size)
        export CCACHE_DIR CCACHE_MAXSIZE
    fi
}

#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test-elsewhere.sh SUITE    builds Tocsin in a fresh Debian of that suite (trixie, sid) and runs its unit tests; needs root
# test-elsewhere.sh --here   the same on this system, which may be thrown away: for CI, in a container
#   --no-tests               builds the programs only
#   --keep                   keeps the system, build/elsewhere/SUITE, for another run
# For a person, before a release: it takes as long as a first build.
set -eu -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
suite=
tests=ON
keep=
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/sources.sh
. "$here/sources.sh"
# shellcheck source=packaging/debian-root.sh
. "$here/debian-root.sh"

for argument; do
    case $argument in
    --no-tests) tests=OFF ;;
    --keep) keep=1 ;;
    --here) suite=here ;;
    [a-z]*) suite=$argument ;;
    *) suite= && break ;;
    esac
done
[ -n "$suite" ] || { sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 64; }
[ "$(id -u)" = 0 ] || { echo "test-elsewhere.sh: this needs root" >&2; exit 77; }
[ "$suite" = here ] || need_packages root
system=$root/build/elsewhere/$suite
log=$root/build/elsewhere/$suite.log

step() { # NAME COMMAND...
    local name=$1 began=$SECONDS
    shift
    "$@" >"$log" 2>&1 || { tail -n 60 "$log"; echo "FAILED: $name" >&2; exit 1; }
    echo "  $name ($((SECONDS - began)) s)"
}

prepare() {
    [ ! -e "$system/tocsin" ] || return 0
    rm -rf "$system"
    mkdir -p "$system"
    make_root "$suite" "$system"
    mkdir "$system/tocsin"
}

# in_suite COMMAND...: there, in the folder of the sources.
in_suite() {
    if [ "$suite" = here ]; then
        (cd "$root" && DEBIAN_FRONTEND=noninteractive "$@")
    else
        in_root "$system" sh -c 'cd /tocsin && exec "$@"' sh "$@"
    fi
}

# The lists of this folder, as that suite can fulfil them.
install_needed() {
    local wanted=("${packages_build[@]}" "${packages_run[@]}" libssl-dev ccache git)
    [ "$tests" = OFF ] || wanted+=("${packages_elsewhere[@]}")
    in_suite apt-get install -q -y --no-install-recommends "${wanted[@]%%\?*}"
}

build() {
    in_suite sh -c "
        cmake --preset dev -Werror=dev -Werror=deprecated -DTOCSIN_WERROR=ON -DTOCSIN_TESTS=$tests -DCMAKE_CXX_FLAGS_DEBUG=-g1 &&
            nice cmake --build build/dev -- -j$(nproc) -k 0 --quiet"
}

run_tests() {
    in_suite ctest --test-dir build/dev -L unit -j"$(nproc)" --output-on-failure
}

mkdir -p "$root/build/elsewhere"
if [ "$suite" != here ]; then
    echo "Debian $suite"
    step "a fresh system" prepare
    # What git does not know of (build folders) stays: a second run compiles what has changed.
    copy_sources "$system/tocsin"
fi
step packages install_needed
# shellcheck disable=SC2016 # for the shell in there
in_suite sh -c '. /etc/os-release
    echo "  $PRETTY_NAME: g++ $(g++ -dumpfullversion), $(cmake --version | head -n 1), Qt $(qmake6 -query QT_VERSION)"' || true
step build build
if [ "$tests" = ON ]; then
    step "unit tests" run_tests
    grep -E 'tests passed' "$log" | sed 's/^/  /'
fi
[ "$suite" = here ] || [ -n "$keep" ] || rm -rf "$system"

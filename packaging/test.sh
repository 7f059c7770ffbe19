#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test.sh           installs what the tests need, builds, and runs every test and every check
#   --quick         leave out clang-tidy and fuzzing
#   --tidy-all      clang-tidy looks at every source, for half an hour, and not only at what has changed since the
#                   commit in packaging/tidy-base.txt, where each of them passed
#   --asan          instead of all that: build with AddressSanitizer and UndefinedBehaviorSanitizer, and run
#                   every test so, with a look for leaks at the end of each program
#   --only STAGE    one of them: checks (half a minute; builds nothing), tidy, tests, fuzz; can be repeated
#   --no-install    install no packages; else, where $CI is set, nginx and Caddy too, which Debian starts at once
#   -L LABEL        only the tests with this label: unit, integration or desktop
# The last line says how many passed and failed; details are in build/ci/checks/, or build/asan/checks/.
set -u -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
preset=ci
tidy=1
tidy_all=
may_install=1
labels=()
stages=()
passed=0
failed=0
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/sources.sh
. "$here/sources.sh"
# shellcheck source=packaging/checks.sh
. "$here/checks.sh"

while [ $# -gt 0 ]; do
    case $1 in
    --quick) tidy= ;;
    --tidy-all) tidy_all=--all ;;
    --asan)
        preset=asan
        tidy=
        ;;
    --no-install) may_install= ;;
    --only)
        case ${2:-} in
        checks | tidy | tests | fuzz) stages+=("$2") ;;
        *)
            echo "test.sh: --only needs a stage: checks, tidy, tests or fuzz" >&2
            exit 64
            ;;
        esac
        shift
        ;;
    -L)
        labels=(-L "${2:?test.sh: -L needs a label}")
        shift
        ;;
    -h | --help)
        sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        exit 0
        ;;
    *)
        echo "test.sh: unknown option $1 (see --help)" >&2
        exit 64
        ;;
    esac
    shift
done
build=$root/build/$preset
logs=$build/checks

finish() {
    echo
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
    exit
}

# check NAME COMMAND...: one check; what it printed is shown when it failed.
check() {
    local name=$1 began=$SECONDS
    shift
    if "$@" >"$logs/$name.log" 2>&1; then
        passed=$((passed + 1))
        echo "  ok      $name ($((SECONDS - began)) s)"
    else
        failed=$((failed + 1))
        echo "  FAILED  $name ($((SECONDS - began)) s)"
        tail -n 60 "$logs/$name.log" | sed 's/^/          /'
    fi
}

# must NAME COMMAND...: as check, but nothing after it makes sense without it.
must() {
    local before=$failed
    check "$@"
    [ "$failed" = "$before" ] || finish
}

run_tests() {
    # Of an earlier build, or an earlier run: they would count too.
    find "$build" -name '*.gcda' -delete
    ctest --preset "$preset" --schedule-random -j "$(($(nproc) * 2))" \
        "${labels[@]}" </dev/null 2>&1 | tee "$logs/tests.log"
    local line
    # "98% tests passed, 2 tests failed out of 100"
    if line=$(grep -E '^[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+' "$logs/tests.log") &&
        [[ $line =~ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
        failed=$((failed + BASH_REMATCH[1]))
        passed=$((passed + BASH_REMATCH[2] - BASH_REMATCH[1]))
    else
        failed=$((failed + 1))
    fi
}

cd "$root" || exit 1
mkdir -p "$logs"
if [ -n "$may_install" ]; then
    need_packages build package run desktop demo test ${tidy:+fuzz} || { failed=1; finish; }
    if [ -n "${CI:-}" ] && ! need_packages ci; then
        echo "So proxies_test tries only the proxies that are installed."
    fi
fi

# wants STAGE: whether it is among those to run.
wants() {
    local stage
    [ ${#stages[@]} -gt 0 ] || return 0
    for stage in "${stages[@]}"; do
        [ "$stage" != "$1" ] || return 0
    done
    return 1
}

if [ "$preset" = ci ] && wants checks; then
    # First, because they take half a minute.
    echo "Checks"
    check format check_format
    check licence-lines check_licence_lines
    check reuse check_reuse
    check documents check_documents
    check shell-scripts check_shell_scripts
    check json check_json
    check yaml check_yaml
    check desktop-entry check_desktop_entry
    check source-package check_source_package
fi
if wants tidy || wants tests; then
    echo "Building"
    must configure cmake --preset "$preset"
    must build cmake --build "$build" -- --quiet
fi
if [ -n "$tidy" ] && wants tidy; then
    check clang-tidy check_tidy
    sed -n 's/^\([0-9]* sources\)/  \1/p' "$logs/clang-tidy.log"
fi
if wants tests; then
    echo "Tests"
    run_tests
    [ "$preset" != ci ] || check packages check_packages
    if [ ${#labels[@]} = 0 ] && [ "$preset" = ci ]; then
        check coverage check_coverage
        grep -E '^ ' "$logs/coverage.log"
    fi
fi
if [ -n "$tidy" ] && wants fuzz; then
    # After the tests: both want the whole machine.
    check fuzz tests/fuzz/run 10
    sed -n 's/^fuzz/  fuzz/p' "$logs/fuzz.log"
fi
finish

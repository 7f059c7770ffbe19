# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2154 # the caller sets root, build and logs
# What test.sh checks beside the tests. Source it after sources.sh; expects $root, $build and $logs.

CORE_COVERAGE_AT_LEAST=85

check_format() {
    tracked '*.cpp' '*.h' | xargs clang-format --dry-run -Werror
}

# In the first eight lines: some formats want lines of their own first (#!, <?xml?>, front matter).
check_licence_lines() {
    local file missing=0
    while IFS= read -r file; do
        case $file in
        # What cannot hold a comment, keeps none (.ts: lupdate drops them), or is data word for word.
        LICENSE | LICENSES/* | .reuse/dep5 | debian/changelog | debian/copyright | debian/source/* | *.json | *.jsonl | *.png | *.ico | *.icns | *.ts | *.txt | tests/data/* | tests/fuzz/corpus/*) continue ;;
        esac
        if ! head -n 8 "$root/$file" | grep -q 'SPDX-License-[I]dentifier: MIT'; then
            echo "$file: no SPDX line"
            missing=1
        fi
    done < <(tracked)
    return $missing
}

# Where each file's licence and copyright are said, as https://reuse.software has it.
check_reuse() {
    reuse --root "$root" lint
}

check_documents() {
    tracked '*.md' | (cd "$root" && xargs packaging/check-documents.py)
}

check_shell_scripts() {
    local file scripts=()
    while IFS= read -r file; do
        case $file in
        *.sh) scripts+=("$file") ;;
        *) head -c 64 "$root/$file" | head -n 1 | grep -aqE '^#!.*\b(ba)?sh$' && scripts+=("$file") ;;
        esac
    done < <(tracked)
    echo "${#scripts[@]} scripts"
    shellcheck -x -S warning "${scripts[@]}"
}

check_json() {
    local file wrong=0
    while IFS= read -r file; do
        jq empty "$root/$file" || { echo "$file: not JSON"; wrong=1; }
    done < <(tracked '*.json')
    return $wrong
}

check_yaml() {
    tracked '*.yml' '*.yaml' | (cd "$root" && xargs python3 -c 'import sys, yaml
for name in sys.argv[1:]:
    yaml.safe_load(open(name, encoding="utf-8"))')
}

check_desktop_entry() {
    desktop-file-validate "$root"/packaging/linux/*.desktop &&
        appstreamcli validate --no-net --pedantic "$root"/packaging/linux/*.metainfo.xml
}

lint_packages() {
    lintian --display-info --pedantic --allow-root --fail-on error,warning,info,pedantic "$@"
}

check_source_package() {
    local work=$logs/source-package
    rm -rf "$work"
    copy_sources "$work/tocsin"
    (cd "$work" && dpkg-source -Zgzip -z1 -b tocsin && lint_packages ./*.dsc)
}

# The packages, made of what the tests have run. What lintian finds in optimised programs alone is for test-packages.sh.
check_packages() {
    local work=$logs/packages status=0
    rm -rf "$work"
    copy_sources "$work/tocsin"
    (cd "$work/tocsin" && TOCSIN_BUILD=$build DEB_BUILD_OPTIONS=noautodbgsym DPKG_DEB_COMPRESSOR_TYPE=gzip \
        dpkg-buildpackage --build=binary --no-sign --no-check-builddeps --no-pre-clean) &&
        lint_packages --suppress-tags hardening-no-fortify-functions,spelling-error-in-binary,unused-override \
            "$work"/*.changes || status=$?
    # Nothing was installed from there.
    rm -f "$build"/install_manifest_{client,bridge,server}.txt
    return $status
}

check_tidy() {
    # Our own sources only; generated ones (moc, resources) are in the build folder. Without precompiled headers:
    # those are another compiler's, and a missing #include is to be seen.
    mkdir -p "$logs/tidy"
    sed -E 's/ -Winvalid-pch -include [^ ]*cmake_pch\.hxx//' "$build/compile_commands.json" \
        >"$logs/tidy/compile_commands.json"
    "$root/packaging/tidy.py" "$build" "$logs/tidy" ${tidy_all:+"$tidy_all"}
}

# Line coverage by folder, from what every test, and every program that a test started, has counted.
check_coverage() {
    gcovr --root "$root" --object-directory "$build" -j "$(nproc)" --exclude-unreachable-branches \
        --filter "$root/core/" --filter "$root/app/" --filter "$root/cli/" --filter "$root/hookbridge/" --filter "$root/server/" \
        --gcov-ignore-parse-errors --json-summary "$logs/coverage.json" \
        >"$logs/gcovr.log" 2>&1 || { tail -n 20 "$logs/gcovr.log"; return 1; }
    python3 - "$logs/coverage.json" $CORE_COVERAGE_AT_LEAST <<'END'
import collections, json, sys

summary, least = json.load(open(sys.argv[1])), float(sys.argv[2])
folders = collections.defaultdict(lambda: [0, 0])
for file in summary["files"]:
    parts = file["filename"].split("/")
    names = {parts[0]}
    if parts[0] == "core" and len(parts) > 2:
        names.add("/".join(parts[:2]))
    for name in names:
        folders[name][0] += file["line_covered"]
        folders[name][1] += file["line_total"]
for name, (covered, total) in sorted(folders.items()):
    print(f"    {name:<18} {100 * covered / max(total, 1):5.1f} %  ({covered} of {total} lines)")
covered, total = folders["core"]
share = 100 * covered / max(total, 1)
if share < least:
    print(f"core: {share:.1f} % of its lines are tested, {least:.0f} % are wanted")
    sys.exit(1)
END
}

#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# release.sh VERSION    prepares a release: puts the version and today's date everywhere, checks, builds the packages,
#                       commits and tags; pushes nothing. At the end it says what is left to do
#   --no-check          without packaging/test.sh and packaging/test-packages.sh
#   --only-files        change the files and do nothing else
# CHANGELOG.md must have a section "## VERSION (unreleased)" or "## VERSION (DATE)" at its top. When a check fails, the files stay
# changed: git restore . takes the changes back.
set -eu -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
version=
check=1
only_files=

while [ $# -gt 0 ]; do
    case $1 in
    --no-check) check= ;;
    --only-files) only_files=1 ;;
    [0-9]*) version=$1 ;;
    *)
        sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        exit 64
        ;;
    esac
    shift
done

fail() {
    echo "release.sh: $*" >&2
    exit 1
}

[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "a version has the form 1.2.3"
cd "$root"
current=$(sed -nE 's/^project\(tocsin VERSION ([0-9.]+) .*/\1/p' CMakeLists.txt)
[ "$(printf '%s\n' "$current" "$version" | sort -V | tail -n 1)" = "$version" ] ||
    fail "$version is older than $current, which CMakeLists.txt has"
# Only there can git say what would be lost.
if [ -z "$only_files" ]; then
    [ -z "$(git status --porcelain)" ] || fail "there are changes that are not committed"
    ! git rev-parse -q --verify "refs/tags/v$version" >/dev/null || fail "there is a tag v$version already"
fi
[ "$(sed -nE 's/^## ([0-9.]+) \(.*\)$/\1/p' CHANGELOG.md | head -n 1)" = "$version" ] ||
    fail "please begin CHANGELOG.md with a section \"## $version (unreleased)\""

# The parts of the section: its list, without headings, each entry in one line.
entries() {
    awk -v version="$version" '
        /^## / { inside = $2 == version; next }
        !inside || /^### / || /^$/ { next }
        /^- / || entry == "" { if (entry != "") print entry; entry = $0; sub(/^- /, "", entry); next }
        { sub(/^ +/, ""); entry = entry " " $0 }
        END { if (entry != "") print entry }' CHANGELOG.md | sed 's/\*\*//g'
}

day=$(date -u +%Y-%m-%d)
sed -i -E "s/^## ${version//./\\.} \(.*\)$/## $version ($day)/" CHANGELOG.md
sed -i -E "s/^(project\(tocsin VERSION )[0-9.]+/\1$version/" CMakeLists.txt
sed -i -E "s/^(  \"version\": \")[0-9.]+/\1$version/" plugin/.claude-plugin/plugin.json packaging/npm/package.json
sed -i -E "s/^(\.TH .* )[0-9]{4}-[0-9]{2}-[0-9]{2} /\1$day /" packaging/man/*.[0-9]

if ! head -n 1 debian/changelog | grep -qF "tocsin ($version)"; then
    {
        echo "tocsin ($version) unstable; urgency=medium"
        echo
        entries | tr -d '`' | fold -s -w 72 | awk '{ print (begins || NR == 1 ? "  * " : "    ") $0; begins = !/ $/ }' | sed 's/ *$//'
        echo
        echo " -- The Tocsin authors <maintainers@users.noreply.github.com>  $(LC_ALL=C date -u -R)"
        echo
        cat debian/changelog
    } >debian/changelog.new
    mv debian/changelog.new debian/changelog
fi

metainfo=packaging/linux/io.github.tocsin_app.tocsin.metainfo.xml
if grep -q "<release version=\"$version\"" $metainfo; then
    sed -i -E "s/(<release version=\"${version//./\\.}\" date=\")[0-9-]+/\1$day/" $metainfo
else
    entries | tr -d '`' | sed 's/&/\&amp;/g; s/</\&lt;/g' | awk -v version="$version" -v day="$day" '
        BEGIN { print "    <release version=\"" version "\" date=\"" day "\">\n      <description>\n        <ul>" }
        { print "          <li>" $0 "</li>" }
        END { print "        </ul>\n      </description>\n    </release>" }' >"$metainfo.new"
    sed -i "/^  <releases>$/r $metainfo.new" $metainfo
    rm "$metainfo.new"
fi
echo "The files say $version."
[ -z "$only_files" ] || exit 0

if [ -n "$check" ]; then
    "$here/test.sh" --tidy-all
    "$here/test-packages.sh" --build
fi
"$here/package.sh"
# The files may have said so before.
git diff --quiet || git commit -q -a -m "Release $version"
git tag -a -m "Tocsin $version" "v$version"

cat <<END

Version $version is committed and tagged v$version here, and its packages are in build/packages. Left to a person:
  1. packaging/test-elsewhere.sh trixie, packaging/test-reproducible.sh, and a look at the app on a real desktop
  2. the fault runs: tests/faults/run, tests/faults/soak; packaging/test.sh --asan
  3. git push --follow-tags
  4. a release on the public host: the section of CHANGELOG.md, and the packages from build/packages
  5. new pictures in docs/screenshots where a window has changed
END

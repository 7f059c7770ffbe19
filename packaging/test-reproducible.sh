#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test-reproducible.sh    builds the Debian packages twice, in two folders and without ccache, and compares the bytes
# Leaves the packages in build/packages, or with diffoscope installed shows what differs. For a person, before a release:
# it takes two full builds.
set -eu -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
work=$root/build/reproducible
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/sources.sh
. "$here/sources.sh"

need_packages build package
# dpkg sets the times of later files back to that of the changelog: one in the future changes none.
if [ "$(date -d "$(sed -n '0,/^ -- /s/^ -- .*>  //p' "$root/debian/changelog")" +%s)" -gt "$(date +%s)" ]; then
    echo "test-reproducible.sh: the newest entry of debian/changelog is dated in the future" >&2
    exit 1
fi
rm -rf "$work"
export CCACHE_DISABLE=1
copy_sources "$work/sources" # once, because they may change during the first build
for build in one another-folder/two; do
    mkdir -p "$work/$build"
    cp -r "$work/sources" "$work/$build/source"
    began=$SECONDS
    (cd "$work/$build/source" && DEB_BUILD_OPTIONS="noautodbgsym ${DEB_BUILD_OPTIONS:-}" \
        nice dpkg-buildpackage --build=binary --no-sign >"$work/$build/log" 2>&1) || { tail -n 40 "$work/$build/log"; exit 1; }
    rm -rf "$work/$build/source"
    echo "built in $build ($((SECONDS - began)) s)"
    # Other times, another umask: neither may be in a package.
    umask 027
done
differ=0
for one in "$work"/one/*.deb; do
    two=$work/another-folder/two/$(basename "$one")
    if cmp -s "$one" "$two"; then
        echo "same bytes: $(basename "$one") $(sha256sum "$one" | cut -c1-16)…"
    else
        differ=1
        echo "DIFFERS: $(basename "$one")"
        ! command -v diffoscope >/dev/null || diffoscope --max-report-size 4000 "$one" "$two" | head -n 60 || true
    fi
done
if [ $differ = 0 ]; then
    rm -rf "$root/build/packages" "$work/one/log"
    mv "$work/one" "$root/build/packages"
    rm -rf "$work"
fi
exit $differ

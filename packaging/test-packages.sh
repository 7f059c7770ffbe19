#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# test-packages.sh  tests the Debian packages in build/packages in fresh Debian 12 systems; needs root
#   --build         builds them first, in another fresh system: what package.sh does not install is missing there
#   --in FOLDER     tests those in another folder
#   --no-lintian    leaves lintian out
# Each package alone: what is downloaded and installed, how long that takes, what a purge leaves. Then, with a systemd
# that runs: an upgrade over the last version, a removal and a purge. Exits with 1 if anything is not as it should be.
set -eu -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
packages=$root/build/packages
work=$root/build/package-test
build=
lintian=1
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/sources.sh
. "$here/sources.sh"
# shellcheck source=packaging/debian-root.sh
. "$here/debian-root.sh"

[ "$(id -u)" = 0 ] || { echo "test-packages.sh: this needs root" >&2; exit 77; }
# What is mounted for the test ends with it.
[ -n "${TOCSIN_OWN_MOUNTS:-}" ] || TOCSIN_OWN_MOUNTS=1 exec unshare --mount -- "${BASH_SOURCE[0]}" "$@"

while [ $# -gt 0 ]; do
    case $1 in
    --build) build=1 ;;
    --no-lintian) lintian= ;;
    --in)
        packages=$(readlink -f "${2:?test-packages.sh: --in needs a folder}")
        shift
        ;;
    *)
        sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        exit 64
        ;;
    esac
    shift
done
need_packages root package

build_in_fresh_system() {
    local system=$root/build/package-builder
    rm -rf "$system" "$packages"
    mkdir -p "$system" "$packages"
    make_root bookworm "$system"
    copy_sources "$system/tocsin"
    in_root "$system" /tocsin/packaging/package.sh
    cp "$system"/tocsin/build/packages/* "$packages"
    rm -rf "$system"
}

[ -z "$build" ] || build_in_fresh_system
compgen -G "$packages/tocsin_*.deb" >/dev/null || { echo "Please build the packages: packaging/package.sh" >&2; exit 1; }

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# over LOWER FOLDER: a copy of a system that forgets what is written.
over() {
    mkdir -p "$2"
    mount -t tmpfs tmpfs "$2"
    mkdir "$2/upper" "$2/work" "$2/root"
    mount -t overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" overlay "$2/root"
}

# Names of ours that a system still has.
leftovers() {
    find "$1" -xdev \( -iname '*tocsin*' -o -lname '*tocsin*' \) ! -path "$1/packages/*" ! -path "$1/packages" \
        ! -path '*/var/cache/apt/*' ! -path '*/var/lib/apt/*' -print
}

# The same package as an earlier version: what a real one cannot tell is whether the new unit was read.
make_older() {
    local deb
    rm -rf "$work/older"
    mkdir -p "$work/older"
    for deb in "$packages"/tocsin*.deb; do
        dpkg-deb -R "$deb" "$work/older/tree"
        sed -i -E 's/^Version: .*/Version: 0.1.99/; s/\(= [^)]*\)/(= 0.1.99)/; /^(Breaks|Replaces): /d' \
            "$work/older/tree/DEBIAN/control"
        find "$work/older/tree" -path '*systemd/*.service' -exec sed -i 's/^Description=.*/Description=older/' {} +
        dpkg-deb --root-owner-group -b "$work/older/tree" "$work/older/$(basename "${deb/_*_/_0.1.99_}")" >/dev/null
        rm -rf "$work/older/tree"
    done
}

alone() { # PACKAGE
    local copy=$work/alone-$1 began left
    over "$work/base" "$copy"
    mkdir "$copy/root/packages"
    cp "$packages"/*.deb "$copy/root/packages/"
    local debs="/packages/$1_*.deb"
    # tocsin depends on the bridge of the same version.
    [ "$1" != tocsin ] || debs+=" /packages/tocsin-hookbridge_*.deb"
    in_root "$copy/root" sh -c "apt-get install --no-install-recommends --assume-no $debs" >"$copy.plan" 2>&1 || true
    began=$EPOCHREALTIME
    in_root "$copy/root" sh -c "apt-get install -q -y --no-install-recommends $debs" >"$copy.log" 2>&1 ||
        { tail -n 30 "$copy.log"; fail "$1 cannot be installed"; }
    awk -v name="$1" -v began="$began" -v ended="$EPOCHREALTIME" '
        / newly installed/ { count = $3 }
        /^Need to get/ { get = $4 " " $5; sub(/\/.*/, "", get) }
        /^After this operation/ { disk = $4 " " $5 }
        END { printf "  %-18s %3d packages, %s to download, %s on the disk, installed in %.0f s\n", name, count, get, disk, ended - began }
    ' "$copy.plan"
    # Debian's zsh does not look into site-functions.
    [ -s "$copy/root/usr/share/zsh/vendor-completions/_$1" ] || fail "zsh does not find the completions of $1"
    in_root "$copy/root" sh -c "for program in $2; do \$program --version || exit 1; done" >"$copy.log" 2>&1 ||
        { cat "$copy.log"; fail "$1 does not run"; }
    in_root "$copy/root" sh -c "apt-get purge -q -y 'tocsin*'" >"$copy.log" 2>&1 || { cat "$copy.log"; fail "$1 cannot be purged"; }
    left=$(leftovers "$copy/root")
    [ -z "$left" ] || fail "a purge of $1 leaves: $left"
    umount -l "$copy/root" "$copy"
}

if [ -n "$lintian" ]; then
    echo "lintian --pedantic, with its information too"
    lintian --display-info --pedantic --allow-root --fail-on error,warning,info,pedantic "$packages"/*.changes || fail lintian
fi

rm -rf "$work"
mkdir -p "$work/new"
# The booted system of the upgrade sees this folder, and not every other one.
cp "$packages"/*.deb "$work/new/"
packages=$work/new
echo "A fresh Debian 12"
make_root bookworm "$work/base"
alone tocsin-hookbridge tocsin-hookbridge
alone tocsin-server tocsin-server
alone tocsin "tocsin tocsin-hookbridge"

echo "An upgrade over the last version, with systemd"
make_older
# With systemd, and with what ours depend on, so that what is new in the end is of ours.
in_root "$work/base" apt-get install -q -y --no-install-recommends systemd dbus-user-session libpam-systemd >"$work/base.log" 2>&1
mkdir "$work/base/packages"
cp "$packages"/*.deb "$work/base/packages/"
in_root "$work/base" sh -c 'apt-get install -q -y --no-install-recommends /packages/*.deb && apt-get purge -q -y "tocsin*"' \
    >>"$work/base.log" 2>&1 || { tail -n 30 "$work/base.log"; fail "the packages cannot be installed together"; }
rm -rf "$work/base/packages" "$work/base/usr/sbin/policy-rc.d"
left=$(leftovers "$work/base")
[ -z "$left" ] || fail "a purge leaves: $left"
TOCSIN_SYSTEM_ROOT=$work/base "$root/tests/support/own-systemd.sh" "$root" "$here/test-packages-inside.sh" \
    "$work/older" "$packages"
rm -rf "$work"
echo "All as it should be."

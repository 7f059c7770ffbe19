# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Fresh Debian systems in a folder, for tests. Source it. Needs root and debootstrap; packages come from where this
# machine gets its own.

# make_root SUITE FOLDER [PACKAGE,...]: a minimal system, with its lists of packages fetched.
make_root() {
    local suite=$1 folder=$2 mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' | head -n 1)
    [ -n "$mirror" ] || { echo "apt has no lists here; please run: apt-get update" >&2; return 1; }
    # On tmpfs or ext4 alike, and never synced: it is gone after the test.
    debootstrap --variant=minbase --include="ca-certificates${3:+,$3}" "$suite" "$folder" "$mirror" >"$folder.log" 2>&1 ||
        { tail -n 20 "$folder.log" >&2; return 1; }
    rm -f "$folder.log"
    echo "deb $mirror $suite main" >"$folder/etc/apt/sources.list"
    apt-config dump --format '%f "%v";%n' | grep -E '^Acquire::(Check|https?::Proxy)' \
        >"$folder/etc/apt/apt.conf.d/99machine" || true
    echo force-unsafe-io >"$folder/etc/dpkg/dpkg.cfg.d/force-unsafe-io"
    printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
    chmod 755 "$folder/usr/sbin/policy-rc.d"
    in_root "$folder" apt-get update -q >/dev/null
}

# in_root FOLDER COMMAND...: with the network of this machine.
in_root() {
    local folder=$1
    shift
    [ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
    # Mounts of its own, which end with the command. Not a chroot: the kernel refuses namespaces in one, and tests make some.
    unshare --mount --pid --fork --kill-child -- sh -c '
        mount --bind "$0" "$0" && cd "$0" &&
            mount -t proc proc proc && mount --rbind /dev dev && mount --make-rslave dev &&
            pivot_root . . && umount -l . && cd / &&
            exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
                DEBIAN_FRONTEND=noninteractive "$@"' "$folder" "$@"
}

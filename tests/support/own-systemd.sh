#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# own-systemd.sh FOLDER COMMAND...: runs a command as root beside a systemd of its own, which nobody else sees and which
# ends with it, on a copy of this system (or of the one in $TOCSIN_SYSTEM_ROOT), and of FOLDER wherever that is mounted,
# that forgets what is written. Its network is a loopback of its own. Ends with 77 where that cannot be done: it needs root, systemd and a cgroup2.
set -u

skip() {
    echo "own-systemd.sh: $1" >&2
    exit 77
}

# What becomes process 1 of its own namespaces, and then systemd.
inside() {
    local place=$1 folder=$2 root=$1/root system=${TOCSIN_SYSTEM_ROOT:-/} device
    set -e
    mount --make-rprivate /
    mount -t tmpfs -o mode=755 tmpfs "$place"
    mkdir "$place"/{root,upper,work,folder-upper,folder-work}
    mount -t overlay -o "lowerdir=$system,upperdir=$place/upper,workdir=$place/work" overlay "$root"
    mkdir -p "$root$folder"
    mount -t overlay -o "lowerdir=$folder,upperdir=$place/folder-upper,workdir=$place/folder-work" overlay "$root$folder"
    # Nothing of what this machine starts and mounts.
    rm -rf "$root"/etc/systemd/system/* "$root/etc/fstab"
    ln -s /lib/systemd/system/basic.target "$root/etc/systemd/system/default.target"
    od -An -N16 -tx1 /dev/urandom | tr -d ' ' >"$root/etc/machine-id"
    mount -t proc proc "$root/proc"
    mount --bind "$root/proc/sys" "$root/proc/sys" # the kernel is not ours to set up
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
    mount -t tmpfs -o mode=755 tmpfs "$root/run"
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    for device in null zero full random urandom tty; do
        touch "$root/dev/$device"
        mount --bind "/dev/$device" "$root/dev/$device"
    done
    touch "$root/dev/console"
    mount --bind /dev/null "$root/dev/console"
    mkdir "$root"/dev/{pts,shm}
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    ip link set lo up
    cd "$root"
    mkdir run/before
    pivot_root . run/before
    umount -l /run/before
    mount --make-rshared / # systemd leaves that to whoever made the namespace, and needs it for credentials
    # Nor is it to load modules, set the clock or read the kernel's log.
    exec setpriv --bounding-set=-sys_module,-sys_time,-sys_rawio,-syslog,-bpf,-perfmon -- \
        env -i container=tocsin-test PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system
}

if [ "${1-}" = --inside ]; then
    inside "$2" "$3"
fi
folder=$(readlink -f "$1")
shift
[ "$(id -u)" = 0 ] || skip "a systemd of one's own needs root"
[ -x /lib/systemd/systemd ] || skip "there is no systemd here"
cgroups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
[ -n "$cgroups" ] || skip "there is no cgroup2 here"
unshare --mount --pid --uts --ipc --net --cgroup --fork true || skip "no namespaces of one's own can be had here"
cgroup=$cgroups$(sed -n 's/^0:://p' /proc/self/cgroup)/tocsin-test-$$
mkdir "$cgroup" || skip "no cgroup of one's own can be had here"
place=$(mktemp -d)
log=$(mktemp)

# In the cgroup that systemd is to think of as all there is.
(
    echo "$BASHPID" >"$cgroup/cgroup.procs"
    exec setpriv --pdeathsig KILL unshare --mount --pid --uts --ipc --net --cgroup --fork --kill-child -- "$0" --inside "$place" "$folder"
) >"$log" 2>&1 &
namespaces=$!

finish() {
    kill -KILL "$namespaces" 2>/dev/null # nothing less ends unshare, nor a process 1
    wait "$namespaces" 2>/dev/null
    # The kernel is not done with the last of its processes at once.
    local tries
    for ((tries = 0; tries < 100; ++tries)); do
        find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null && break
        sleep 0.05
    done
    rmdir "$place"
    rm -f "$log"
}
trap finish EXIT
trap 'exit 1' TERM INT

within() {
    nsenter --target "$systemd" --all -- env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
}

# There is nothing to wait on before its socket is there.
deadline=$((SECONDS + 60))
systemd=
until [ -n "$systemd" ] && within test -S /run/systemd/private; do
    if [ $SECONDS -ge $deadline ] || ! kill -0 "$namespaces" 2>/dev/null; then
        cat "$log" >&2
        echo "own-systemd.sh: systemd did not start" >&2
        exit 1
    fi
    sleep 0.05
    systemd=$(cat "/proc/$namespaces/task/$namespaces/children" 2>/dev/null)
    systemd=${systemd%% *}
done 2>/dev/null
state=$(within systemctl is-system-running --wait)
[ "$state" = running ] || {
    echo "own-systemd.sh: systemd is $state" >&2
    within systemctl --failed --no-pager >&2
    exit 1
}
within "$@"

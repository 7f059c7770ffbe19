# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034 # the lists are used by name
# The one place that knows which Debian packages Tocsin needs. Source it, then: need_packages build run ...
# An entry `package?command` counts as there when the command is, wherever it came from.

# What compiles the tray app, tocsin-hookbridge and tocsin-server.
packages_build=(
    g++
    cmake
    ninja-build
    libgl-dev
    libxcb1-dev
    libxcb-screensaver0-dev
    qt6-base-dev
    qt6-tools-dev
    qt6-l10n-tools
    qtkeychain-qt6-dev
    libpoco-dev
    libboost-dev
    libphonenumber-dev
    libcurl4-openssl-dev
    libpq-dev
    libsqlite3-dev
    librsvg2-bin
)

# What the programs load at run time without linking it: Secret Service, icons, certificates. (TLS comes with what is linked.)
packages_run=(
    libsecret-1-0
    libqt6sql6-sqlite
    qt6-qpa-plugins
    ca-certificates
    hicolor-icon-theme
    fonts-dejavu-core
    dbus
    dbus-bin
)

# A desktop out of nothing: display, window manager, tray, notification daemon, keyring.
packages_desktop=(
    xvfb
    xauth
    x11-utils
    openbox
    trayer
    dunst
    gnome-keyring
    dbus
    dbus-bin
    adwaita-icon-theme
    libglib2.0-bin
    xdotool
)

# What run.sh --demo needs besides.
packages_demo=(
    jq
    procps
)

# What makes Debian packages of it, and looks at them.
packages_package=(
    build-essential
    debhelper
    dpkg-dev
    libssl-dev
    lintian
)

# What makes fresh systems in a folder: test-packages.sh, test-elsewhere.sh.
packages_root=(
    debootstrap
    dpkg-dev
    zstd
)

# What the unit tests need besides, of what each Debian has: test-elsewhere.sh.
packages_elsewhere=(
    python3
    desktop-file-utils
    python3-yaml
    python3-jsonschema
    jq
    procps
    tmux
    libsm-dev
    libglib2.0-bin
    postgresql
    lld
)

# What the tests need besides.
packages_test=(
    ccache
    git
    clang-format
    clang-tidy
    lld
    gcovr
    shellcheck
    desktop-file-utils
    appstream
    reuse
    fish
    zsh
    nodejs?node
    npm?npm
    python3
    python3-yaml
    python3-jsonschema
    sqlite3
    postgresql-15
    pgbouncer
    wrk
    openssl
    curl
    jq
    procps
    iproute2
    openssh-client
    openssh-server
    tmux
    kitty
    libfaketime
    xterm
    imagemagick
    libsecret-tools
    libnotify-bin
    libkf5wallet-bin
    libkf5globalaccel-bin
    xdg-desktop-portal
    libsm-dev
    valgrind
    xfce4-notifyd
    chromium
    systemd?systemd-analyze
)

# For proxies_test, which tries those that are installed. Debian starts them at installation, open to the network, so they
# are not installed on a person's computer.
packages_ci=(
    nginx-light?nginx
    caddy?caddy
)

# What tests/lab needs besides run, desktop and test; Claude Code is not among it.
packages_lab=(
    at-spi2-core
    gir1.2-atspi-2.0
    python3-dbus
    python3-gi
)

# What tests/fuzz/run needs besides build.
packages_fuzz=(
    clang-14
    libclang-rt-14-dev
    llvm-14
)

have_package() {
    local name=${1%%\?*} command=${1#*\?}
    if [ "$command" != "$1" ] && command -v "$command" >/dev/null; then
        return 0
    fi
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ]
}

# The packages of the named lists that are not installed, one a line.
missing_packages() {
    local list entry
    for list in "$@"; do
        local -n entries="packages_$list"
        for entry in "${entries[@]}"; do
            have_package "$entry" || echo "${entry%%\?*}"
        done
        unset -n entries
    done | sort -u
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "This needs root, and there is no sudo. As root, please run: $*" >&2
        return 1
    fi
}

# Installs what is missing from the named lists; does nothing, and asks for nothing, when all is there.
need_packages() {
    local missing log status=0
    # Before anything that the bash of macOS, 3.2, does not have.
    if ! command -v apt-get >/dev/null; then
        echo "Tocsin's scripts know Debian's packages only: see README.md, \"Where it runs\". With --no-install they install none." >&2
        return 1
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "Installing ${#missing[@]} packages: ${missing[*]}"
    log=$(mktemp) || return 1
    # The list of what can be had may be absent or old: then, and only then, it is fetched.
    {
        apt-cache show "${missing[@]}" && apt_install "${missing[@]}"
    } >"$log" 2>&1 || {
        as_root apt-get update -q && apt_install "${missing[@]}"
    } >>"$log" 2>&1 || status=$?
    [ $status = 0 ] || tail -n 40 "$log" >&2
    rm -f "$log"
    return $status
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null
}

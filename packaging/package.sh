#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# package.sh        builds the release and makes the Debian packages tocsin and tocsin-server
#   --no-install    install no packages that the build needs
set -eu

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"

case ${1:-} in
'') need_packages build package ;;
--no-install) ;;
*)
    sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
    exit 64
    ;;
esac
cd "$here/.."
cmake --workflow --preset package
echo
echo "Install them with: sudo apt install"
ls -1 "$PWD"/build/release/packages/*.deb

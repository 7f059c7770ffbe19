#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# package.sh        builds the Debian packages tocsin, tocsin-hookbridge and tocsin-server into build/packages
#   --no-install    install no packages that the build needs
set -eu -o pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
root=$(dirname "$here")
packages=$root/build/packages
# shellcheck source=packaging/packages.sh
. "$here/packages.sh"
# shellcheck source=packaging/sources.sh
. "$here/sources.sh"

case ${1:-} in
'') need_packages build package ;;
--no-install) ;;
*)
    sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
    exit 64
    ;;
esac

# dpkg writes beside the folder that it builds in, and a copy has nothing in it that the packages do not come from.
rm -rf "$packages"
mkdir -p "$packages"
copy_sources "$packages/source"
cd "$packages/source"
keep_ccache
DEB_BUILD_OPTIONS="noautodbgsym ${DEB_BUILD_OPTIONS:-}" dpkg-buildpackage --build=binary --no-sign
cd "$packages"
rm -rf source
echo
echo "Install them with: sudo apt install"
ls -1 "$packages"/*.deb

#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# update.sh LUPDATE [FOLDER]: brings the .ts files in FOLDER (default: here) up to the texts of the sources.
# Without line numbers: they would change with every commit that touches a source.
set -eu
lupdate=$1
here=$(cd "$(dirname "$0")" && pwd)
folder=$(cd "${2:-$here}" && pwd)
cd "$here/.."
common=(-silent -no-obsolete -locations none -extensions "cpp,h" -I .)
"$lupdate" "${common[@]}" core app cli hookbridge -ts "$folder/tocsin_de.ts" "$folder/tocsin_fr.ts"
"$lupdate" "${common[@]}" -pluralonly core app cli hookbridge -ts "$folder/tocsin_en.ts"

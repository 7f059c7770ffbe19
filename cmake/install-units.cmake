# SPDX-License-Identifier: MIT
# Runs at installation, when the final prefix is known: writes the systemd units with the path of the programs.
# Expects from install(CODE): sources, unit_folder (relative to the prefix), bin_folder.
if(IS_ABSOLUTE "${bin_folder}")
    set(TOCSIN_BINDIR "${bin_folder}")
else()
    cmake_path(SET TOCSIN_BINDIR NORMALIZE "${CMAKE_INSTALL_PREFIX}/${bin_folder}")
endif()
foreach(source IN LISTS sources)
    cmake_path(GET source FILENAME name)
    string(REGEX REPLACE "\\.in$" "" name "${name}")
    configure_file("${source}" "${work_folder}/${name}" @ONLY)
    file(INSTALL DESTINATION "${CMAKE_INSTALL_PREFIX}/${unit_folder}" TYPE FILE FILES "${work_folder}/${name}")
endforeach()

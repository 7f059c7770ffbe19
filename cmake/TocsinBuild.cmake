# SPDX-License-Identifier: MIT
# What every target of this project is compiled with: `tocsin_target(name)`.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(TOCSIN_CCACHE ccache)
if(TOCSIN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${TOCSIN_CCACHE}")
    if(TOCSIN_PCH) # what ccache asks for, or it caches nothing
        set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros
            "${TOCSIN_CCACHE}")
    endif()
endif()

# Each of the 200 test programs takes ld 7 s of CPU, and lld one.
find_program(TOCSIN_LLD ld.lld)
if(TOCSIN_LLD AND CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_link_options(-fuse-ld=lld)
endif()

add_library(tocsin_flags INTERFACE)
target_compile_options(tocsin_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wold-style-cast -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
    -fstack-protector-strong
    $<$<BOOL:${TOCSIN_WERROR}>:-Werror>
    $<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2>)
# The same bytes from any folder; debian/rules has the compiler told so already.
if(CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo)$" AND NOT MSVC)
    add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.")
endif()
if(TOCSIN_SANITIZE)
    target_compile_options(tocsin_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
        -fno-omit-frame-pointer)
    target_link_options(tocsin_flags INTERFACE -fsanitize=address,undefined)
endif()
if(TOCSIN_FUZZ)
    target_compile_options(tocsin_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined
        -fno-sanitize-recover=undefined -fno-sanitize=vptr -fno-omit-frame-pointer)
    target_link_options(tocsin_flags INTERFACE -fsanitize=address,undefined)
endif()
if(TOCSIN_COVERAGE)
    # Not the lines of the tests: to count them costs a tenth of their compilers' time, and nobody asks for them.
    define_property(TARGET PROPERTY TOCSIN_UNCOUNTED INHERITED)
    set(counted $<NOT:$<BOOL:$<TARGET_PROPERTY:TOCSIN_UNCOUNTED>>>)
    target_compile_options(tocsin_flags INTERFACE $<${counted}:--coverage> $<${counted}:-fprofile-update=atomic>)
    target_link_options(tocsin_flags INTERFACE --coverage)
endif()
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    target_link_options(tocsin_flags INTERFACE -Wl,-z,relro,-z,now)
endif()

# The strict Qt dialect: no implicit char* conversions, no signals/slots/emit macros.
add_library(tocsin_qt_flags INTERFACE)
target_link_libraries(tocsin_qt_flags INTERFACE tocsin_flags)
target_compile_definitions(tocsin_qt_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400 TOCSIN_VERSION="${PROJECT_VERSION}")

# Headers are included by their path from the top: #include "core/base/expected.h"
# What a folder adds, a library of flags, is in TOCSIN_FOLDER_FLAGS.
function(tocsin_target name)
    target_include_directories(${name} PUBLIC "${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE tocsin_qt_flags ${TOCSIN_FOLDER_FLAGS})
endfunction()


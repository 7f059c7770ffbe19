# SPDX-License-Identifier: MIT
# tocsin_make_completions(PROGRAM) writes the completions of a program for bash, zsh and fish into the build folder,
# completions/, from packaging/completions/words.txt.

set(TOCSIN_COMPLETION_WORDS "${PROJECT_SOURCE_DIR}/packaging/completions/words.txt")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${TOCSIN_COMPLETION_WORDS}")

# The rows of a program: command, option (words), value (words), description. Rows of the command * are of each one
# but hook.
function(tocsin_completion_rows program)
    file(STRINGS "${TOCSIN_COMPLETION_WORDS}" lines REGEX "^[^#]")
    set(commands "")
    set(shared ON)
    set(count 0)
    foreach(line IN LISTS lines)
        if(NOT line MATCHES "^([^|]+) \\| ([^|]*)\\| ([^|]*)\\| ([^|]*)\\| ([^]['\":;|]+)$")
            message(FATAL_ERROR "${TOCSIN_COMPLETION_WORDS}: not a row, or a character that a shell reads: ${line}")
        endif()
        set(programs "${CMAKE_MATCH_1}")
        string(STRIP "${CMAKE_MATCH_2}" command)
        string(STRIP "${CMAKE_MATCH_3}" option)
        string(STRIP "${CMAKE_MATCH_4}" value)
        set(description "${CMAKE_MATCH_5}")
        string(REPLACE " " ";" programs "${programs}")
        if(NOT program IN_LIST programs)
            continue()
        endif()
        set(of "${command}")
        if(command STREQUAL "*")
            set(of ${commands})
            list(REMOVE_ITEM of hook)
        elseif(option STREQUAL "")
            list(APPEND commands ${command})
            set(summary_${command} "${description}" PARENT_SCOPE)
            set(argument_${command} "${value}" PARENT_SCOPE)
            continue()
        elseif(command STREQUAL "")
            set(of -)
        endif()
        if(command)
            set(shared OFF)
        endif()
        foreach(name IN LISTS of)
            set(row_command_${count} "${name}" PARENT_SCOPE)
            set(row_option_${count} "${option}" PARENT_SCOPE)
            set(row_value_${count} "${value}" PARENT_SCOPE)
            set(row_description_${count} "${description}" PARENT_SCOPE)
            math(EXPR count "${count} + 1")
        endforeach()
    endforeach()
    math(EXPR last "${count} - 1")
    set(last_row ${last} PARENT_SCOPE)
    # Where no command has options of its own, as in the server, each takes those of the program.
    set(shares_options ${shared} PARENT_SCOPE)
    set(commands "${commands}" PARENT_SCOPE)
endfunction()

function(tocsin_bash_completion program commands)
    string(MAKE_C_IDENTIFIER "_${program}" function)
    string(REPLACE ";" " " command_words "${commands}")
    string(REPLACE ";" "|" command_pattern "${commands}")
    set(values "")
    foreach(command IN ITEMS - LISTS commands)
        set(words_${command} "")
    endforeach()
    foreach(row RANGE ${last_row})
        set(command ${row_command_${row}})
        string(APPEND words_${command} " ${row_option_${row}}")
        if(row_value_${row} MATCHES "^FILE$")
            set(does "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")")
        elseif(row_value_${row} MATCHES "^FOLDER$")
            set(does "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")")
        elseif(row_value_${row} MATCHES "^[A-Z]")
            set(does ":")
        elseif(row_value_${row})
            set(does "mapfile -t COMPREPLY < <(compgen -W '${row_value_${row}}' -- \"$cur\")")
        else()
            continue()
        endif()
        if(shares_options)
            set(command "*")
        endif()
        string(APPEND values "    ${command}:${row_option_${row}}) ${does}\n        return ;;\n")
    endforeach()
    set(words "    -) words='${command_words}${words_-}' ;;\n")
    foreach(command IN LISTS commands)
        set(all "${words_${command}}")
        if(shares_options)
            set(all "${words_-}")
        endif()
        string(STRIP "${argument_${command}} ${all}" all)
        string(APPEND words "    ${command}) words='${all}' ;;\n")
    endforeach()
    file(CONFIGURE OUTPUT completions/bash-completion/completions/${program} @ONLY CONTENT
"# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Made from packaging/completions/words.txt.
@function@() {
    local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command=- words='' index
    COMPREPLY=()
    # An = separates words.
    [ \"$cur\" != = ] || cur=
    [ \"$prev\" != = ] || prev=\${COMP_WORDS[COMP_CWORD - 2]}
    for ((index = 1; index < COMP_CWORD; ++index)); do
        case \${COMP_WORDS[index]} in
        @command_pattern@)
            command=\${COMP_WORDS[index]}
            break
            ;;
        esac
    done
    case $command:$prev in
@values@    esac
    case $command in
@words@    esac
    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")
}
complete -F @function@ @program@
")
endfunction()

# What _arguments takes for one row.
function(tocsin_zsh_spec row result)
    set(option "${row_option_${row}}")
    set(value "${row_value_${row}}")
    if(option MATCHES " ")
        string(REPLACE " " "," either "${option}")
        set(spec "'(${option})'{${either}}'[${row_description_${row}}]'")
    elseif(value STREQUAL "")
        set(spec "'${option}[${row_description_${row}}]'")
    else()
        if(value STREQUAL "FILE")
            set(action "value:_files")
        elseif(value STREQUAL "FOLDER")
            set(action "value:_files -/")
        elseif(value MATCHES "^[A-Z]")
            set(action "${value}: ")
        else()
            set(action "value:(${value})")
        endif()
        set(spec "'${option}=[${row_description_${row}}]:${action}'")
    endif()
    set(${result} "${spec}" PARENT_SCOPE)
endfunction()

function(tocsin_zsh_completion program commands)
    set(described "")
    set(cases "")
    set(general "")
    foreach(row RANGE ${last_row})
        tocsin_zsh_spec(${row} spec)
        if(row_command_${row} STREQUAL "-")
            string(APPEND general " \\\n    ${spec}")
        else()
            string(APPEND specs_${row_command_${row}} " \\\n        ${spec}")
        endif()
    endforeach()
    foreach(command IN LISTS commands)
        string(APPEND described "        '${command}:${summary_${command}}'\n")
        set(specs "${specs_${command}}")
        if(argument_${command})
            string(APPEND specs " \\\n        '1:argument:(${argument_${command}})'")
        endif()
        if(specs)
            string(APPEND cases "    ${command}) _arguments${specs} ;;\n")
        endif()
    endforeach()
    if(shares_options)
        string(REPLACE ";" " " words "${commands}")
        set(arguments "")
        foreach(command IN LISTS commands)
            string(APPEND arguments " ${argument_${command}}")
        endforeach()
        string(STRIP "${arguments}" arguments)
        file(CONFIGURE OUTPUT completions/zsh/site-functions/_${program} @ONLY CONTENT
"#compdef @program@
# SPDX-License-Identifier: MIT
# Made from packaging/completions/words.txt.
_arguments@general@ \\
    '1:command:(@words@)' '2:argument:(@arguments@)'
")
        return()
    endif()
    file(CONFIGURE OUTPUT completions/zsh/site-functions/_${program} @ONLY CONTENT
"#compdef @program@
# SPDX-License-Identifier: MIT
# Made from packaging/completions/words.txt.
local curcontext=\"$curcontext\" state line
typeset -A opt_args
_arguments -C@general@ \\
    '1: :->command' '*:: :->arguments'
case $state in
command)
    local -a commands=(
@described@    )
    _describe command commands
    ;;
arguments)
    case $line[1] in
@cases@    esac
    ;;
esac
")
endfunction()

function(tocsin_fish_completion program commands)
    string(REPLACE ";" " " all "${commands}")
    set(lines "complete -c ${program} -f\n")
    foreach(command IN LISTS commands)
        string(APPEND lines
            "complete -c ${program} -n '__fish_use_subcommand' -a ${command} -d '${summary_${command}}'\n")
        if(argument_${command})
            string(APPEND lines
                "complete -c ${program} -n '__fish_seen_subcommand_from ${command}' -a '${argument_${command}}'\n")
        endif()
    endforeach()
    foreach(row RANGE ${last_row})
        if(NOT row_command_${row} STREQUAL "-")
            set(when " -n '__fish_seen_subcommand_from ${row_command_${row}}'")
        elseif(shares_options)
            set(when "")
        else()
            set(when " -n 'not __fish_seen_subcommand_from ${all}'")
        endif()
        string(REGEX REPLACE "^-([a-z]) " "-s \\1 " names "${row_option_${row}}")
        string(REGEX REPLACE "--([a-z-]+)" "-l \\1" names "${names}")
        set(takes "")
        if(row_value_${row} STREQUAL "FILE" OR row_value_${row} STREQUAL "FOLDER")
            set(takes " -r -F")
        elseif(row_value_${row} MATCHES "^[A-Z]")
            set(takes " -x")
        elseif(row_value_${row})
            set(takes " -x -a '${row_value_${row}}'")
        endif()
        string(APPEND lines "complete -c ${program}${when} ${names}${takes} -d '${row_description_${row}}'\n")
    endforeach()
    file(CONFIGURE OUTPUT completions/fish/vendor_completions.d/${program}.fish @ONLY CONTENT
"# SPDX-License-Identifier: MIT
# Made from packaging/completions/words.txt.
@lines@")
endfunction()

function(tocsin_make_completions program)
    tocsin_completion_rows(${program})
    tocsin_bash_completion(${program} "${commands}")
    tocsin_zsh_completion(${program} "${commands}")
    tocsin_fish_completion(${program} "${commands}")
endfunction()

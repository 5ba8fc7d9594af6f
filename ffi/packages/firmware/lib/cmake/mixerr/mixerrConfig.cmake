# Defines mixerr::mixerr, the archive for the core and the float ABI of the compiler's flags.
#
#     MIXERR_BUILD   size or speed; size if not set
#     MIXERR_CORE    a directory of lib/, such as cortex-m4f. If not set, the compiler is asked, with the flags in
#                    CMAKE_C_FLAGS and in earlier calls of add_compile_options. CMAKE_SYSTEM_PROCESSOR does not count:
#                    it does not name the float ABI
get_filename_component(MIXERR_ROOT "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(MIXERR_CHOSEN_BUILD "${MIXERR_BUILD}")
if(NOT MIXERR_CHOSEN_BUILD)
    set(MIXERR_CHOSEN_BUILD size)
endif()

set(MIXERR_CHOSEN_CORE "${MIXERR_CORE}")
set(MIXERR_REASON)
if(NOT MIXERR_CHOSEN_CORE)
    set(MIXERR_LANGUAGE C)
    if(NOT CMAKE_C_COMPILER)
        set(MIXERR_LANGUAGE CXX)
    endif()
    get_directory_property(MIXERR_FLAGS COMPILE_OPTIONS)
    string(REGEX REPLACE ";|SHELL:" " " MIXERR_FLAGS "${CMAKE_${MIXERR_LANGUAGE}_FLAGS} ${MIXERR_FLAGS}")
    if(CMAKE_${MIXERR_LANGUAGE}_COMPILER_TARGET)
        string(APPEND MIXERR_FLAGS " --target=${CMAKE_${MIXERR_LANGUAGE}_COMPILER_TARGET}")
    endif()
    separate_arguments(MIXERR_FLAGS UNIX_COMMAND "${MIXERR_FLAGS}")
    list(FILTER MIXERR_FLAGS INCLUDE REGEX "^(-m|--target=)")
    execute_process(
        COMMAND "${CMAKE_${MIXERR_LANGUAGE}_COMPILER}" ${MIXERR_FLAGS} -E -P "${MIXERR_ROOT}/lib/core.h"
        OUTPUT_VARIABLE MIXERR_CHOSEN_CORE ERROR_VARIABLE MIXERR_REASON)
    string(STRIP "${MIXERR_CHOSEN_CORE}" MIXERR_CHOSEN_CORE)
endif()

set(MIXERR_DIRECTORY "${MIXERR_ROOT}/lib/${MIXERR_CHOSEN_CORE}/${MIXERR_CHOSEN_BUILD}")
if(NOT EXISTS "${MIXERR_DIRECTORY}/libmixerr.a")
    if(MIXERR_CHOSEN_CORE)
        set(MIXERR_REASON "It does not exist: ${MIXERR_DIRECTORY}")
    endif()
    file(GLOB MIXERR_CORES RELATIVE "${MIXERR_ROOT}/lib" "${MIXERR_ROOT}/lib/*/size")
    string(REPLACE "/size;" ", " MIXERR_CORES "${MIXERR_CORES};")
    set(mixerr_FOUND FALSE)
    string(CONCAT mixerr_NOT_FOUND_MESSAGE
        "mixerr has no archive for this project. Name the core in CMAKE_C_FLAGS with -mcpu or -march, or set "
        "MIXERR_CORE to one of: ${MIXERR_CORES}and MIXERR_BUILD to size or speed.\n${MIXERR_REASON}")
    return()
endif()

if(NOT TARGET mixerr::mixerr)
    add_library(mixerr::mixerr STATIC IMPORTED)
    set_target_properties(mixerr::mixerr PROPERTIES
        IMPORTED_LOCATION "${MIXERR_DIRECTORY}/libmixerr.a"
        INTERFACE_INCLUDE_DIRECTORIES "${MIXERR_ROOT}/include")
    if(NOT mixerr_FIND_QUIETLY)
        message(STATUS "mixerr @VERSION@: ${MIXERR_DIRECTORY}")
    endif()
endif()

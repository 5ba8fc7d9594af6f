# Installs the libraries, the headers, and the files of pkg-config and find_package. The installation may be moved,
# except for directories with absolute paths.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(FILES "${MIXERR_ROOT}/include/mixerr.h" "${MIXERR_ROOT}/include/mixerr.hpp"
              "${MIXERR_ROOT}/include/mixerr_codes.h"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${MIXERR_STATIC}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")

if(MIXERR_SHARED)
    set(MIXERR_LINKS "${CMAKE_CURRENT_BINARY_DIR}/links")
    set(MIXERR_REAL_NAME
        "libmixerr.so.${MIXERR_ABI}.${PROJECT_VERSION_MINOR}.${PROJECT_VERSION_PATCH}")
    file(MAKE_DIRECTORY "${MIXERR_LINKS}")
    file(CREATE_LINK "${MIXERR_REAL_NAME}" "${MIXERR_LINKS}/libmixerr.so.${MIXERR_ABI}" SYMBOLIC)
    file(CREATE_LINK "libmixerr.so.${MIXERR_ABI}" "${MIXERR_LINKS}/libmixerr.so" SYMBOLIC)
    install(PROGRAMS "${MIXERR_SHARED_FILE}"
            DESTINATION "${CMAKE_INSTALL_LIBDIR}" RENAME "${MIXERR_REAL_NAME}")
    install(FILES "${MIXERR_LINKS}/libmixerr.so.${MIXERR_ABI}" "${MIXERR_LINKS}/libmixerr.so"
            DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endif()

set(MIXERR_PKG_CONFIG_DIR "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
set(MIXERR_PREFIX "${CMAKE_INSTALL_PREFIX}")
if(NOT IS_ABSOLUTE "${MIXERR_PKG_CONFIG_DIR}")
    file(RELATIVE_PATH MIXERR_PREFIX "/${MIXERR_PKG_CONFIG_DIR}" "/")
    string(REGEX REPLACE "/$" "" MIXERR_PREFIX "\${pcfiledir}/${MIXERR_PREFIX}")
endif()
foreach(DIRECTORY LIBDIR INCLUDEDIR)
    set(MIXERR_${DIRECTORY} "${CMAKE_INSTALL_${DIRECTORY}}")
    if(NOT IS_ABSOLUTE "${MIXERR_${DIRECTORY}}")
        set(MIXERR_${DIRECTORY} "\${prefix}/${MIXERR_${DIRECTORY}}")
    endif()
endforeach()
configure_file(cmake/mixerr.pc.in mixerr.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/mixerr.pc" DESTINATION "${MIXERR_PKG_CONFIG_DIR}")

set(MIXERR_CONFIG_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/mixerr")
configure_package_config_file(cmake/mixerrConfig.cmake.in mixerrConfig.cmake
    INSTALL_DESTINATION "${MIXERR_CONFIG_DIR}"
    PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(mixerrConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/mixerrConfig.cmake"
              "${CMAKE_CURRENT_BINARY_DIR}/mixerrConfigVersion.cmake"
        DESTINATION "${MIXERR_CONFIG_DIR}")

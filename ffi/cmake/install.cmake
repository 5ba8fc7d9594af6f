# Installs the libraries, the headers, and what pkg-config and find_package read. All of it may be moved afterwards.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(FILES "${MIXERR_ROOT}/include/mixerr.h" "${MIXERR_ROOT}/include/mixerr.hpp"
        DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${MIXERR_STATIC}" DESTINATION "${CMAKE_INSTALL_LIBDIR}")

if(MIXERR_HAS_SHARED)
    set(MIXERR_LINKS "${CMAKE_CURRENT_BINARY_DIR}/links")
    set(MIXERR_REAL_NAME "libmixerr.so.${MIXERR_ABI}.${PROJECT_VERSION_MINOR}.${PROJECT_VERSION_PATCH}")
    file(MAKE_DIRECTORY "${MIXERR_LINKS}")
    file(CREATE_LINK "${MIXERR_REAL_NAME}" "${MIXERR_LINKS}/libmixerr.so.${MIXERR_ABI}" SYMBOLIC)
    file(CREATE_LINK "libmixerr.so.${MIXERR_ABI}" "${MIXERR_LINKS}/libmixerr.so" SYMBOLIC)
    install(PROGRAMS "${MIXERR_SHARED}" DESTINATION "${CMAKE_INSTALL_LIBDIR}" RENAME "${MIXERR_REAL_NAME}")
    install(FILES "${MIXERR_LINKS}/libmixerr.so.${MIXERR_ABI}" "${MIXERR_LINKS}/libmixerr.so"
            DESTINATION "${CMAKE_INSTALL_LIBDIR}")
endif()

set(MIXERR_PKG_CONFIG_DIR "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH MIXERR_PREFIX_FROM_PC "/${MIXERR_PKG_CONFIG_DIR}" "/")
string(REGEX REPLACE "/$" "" MIXERR_PREFIX_FROM_PC "${MIXERR_PREFIX_FROM_PC}")
configure_file(cmake/mixerr.pc.in mixerr.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/mixerr.pc" DESTINATION "${MIXERR_PKG_CONFIG_DIR}")

set(MIXERR_CONFIG_DIR "${CMAKE_INSTALL_LIBDIR}/cmake/mixerr")
configure_package_config_file(cmake/mixerrConfig.cmake.in mixerrConfig.cmake
    INSTALL_DESTINATION "${MIXERR_CONFIG_DIR}"
    PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(mixerrConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/mixerrConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/mixerrConfigVersion.cmake"
        DESTINATION "${MIXERR_CONFIG_DIR}")

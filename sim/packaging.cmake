# `cmake --install` and the Debian package (`cpack -G DEB`). Programs lie together in lib/tlscam/bin, because they find each
# other there; what they read lies in share/tlscam (see sim/base/program_files.h).
include(GNUInstallDirs)

set(programs lib/tlscam/bin)
install(TARGETS tlscam tlscam_desktop camera_native tlscam_world_shim
        RUNTIME DESTINATION ${programs} LIBRARY DESTINATION ${programs})
foreach(program tlscam tlscam-desktop)
  install(CODE "
    file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin\")
    file(CREATE_LINK ../${programs}/${program} \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/bin/${program}\" SYMBOLIC)")
endforeach()

set(assets ${PROJECT_SOURCE_DIR}/assets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lessons DESTINATION share/tlscam)
install(DIRECTORY ${assets}/scenes ${assets}/internet ${assets}/explanations ${assets}/glossary ${assets}/words ${assets}/guides
                  ${assets}/cost
        DESTINATION share/tlscam/assets)
install(FILES ${assets}/theme.json DESTINATION share/tlscam/assets)
install(FILES ${lucide}/lucide.ttf DESTINATION share/tlscam/assets/fonts)
install(FILES ${assets}/packaging/tlscam.desktop DESTINATION share/applications)
install(FILES ${PROJECT_SOURCE_DIR}/web/public/icon.svg DESTINATION share/icons/hicolor/scalable/apps RENAME tlscam.svg)
install(FILES ${assets}/packaging/tlscam.1 ${assets}/packaging/tlscam-desktop.1 DESTINATION share/man/man1)
install(FILES ${assets}/packaging/60-tlscam.rules DESTINATION lib/udev/rules.d)
# The command line names this one when the other cannot be, as below /usr/local.
install(FILES ${assets}/packaging/60-tlscam.rules DESTINATION share/tlscam/assets/packaging)
install(FILES ${assets}/packaging/tlscam.bash DESTINATION share/bash-completion/completions RENAME tlscam)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/tlscam RENAME copyright)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSES.md DESTINATION share/doc/tlscam)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tlscam)
set(CPACK_PACKAGE_CONTACT "tlscam authors <tlscam@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "See TLS on small cameras: tutorial and simulator")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/bin)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "openssl, faketime, fonts-inter, fonts-jetbrains-mono, libgl1")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libgl1-mesa-dri, xdg-utils")
include(CPack)

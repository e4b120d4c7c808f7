# The window, over sim/lab alone. Built with -DTLSCAM_DESKTOP=ON.
if(TLSCAM_DESKTOP)
  include(third_party/imgui.cmake)
  find_package(OpenGL REQUIRED)
  find_package(PNG REQUIRED)
  find_package(ZLIB REQUIRED)
  pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
endif()

tlscam_folder(desktop/look ONLY_IF TLSCAM_DESKTOP USES base words time LINKS imgui PkgConfig::MD4C nlohmann_json::nlohmann_json)
tlscam_folder(desktop/terminal ONLY_IF TLSCAM_DESKTOP USES base desktop/look LINKS PkgConfig::VTERM)
tlscam_folder(desktop/window ONLY_IF TLSCAM_DESKTOP USES base LINKS imgui OpenGL::GL PNG::PNG nlohmann_json::nlohmann_json)
tlscam_folder(desktop/driver ONLY_IF TLSCAM_DESKTOP USES base desktop/look LINKS imgui nlohmann_json::nlohmann_json)
tlscam_folder(desktop/editor ONLY_IF TLSCAM_DESKTOP USES base desktop/look LINKS imgui)
tlscam_folder(desktop/model ONLY_IF TLSCAM_DESKTOP USES base words time lab LINKS nlohmann_json::nlohmann_json PkgConfig::LIBZIP ZLIB::ZLIB)
tlscam_folder(desktop/panels ONLY_IF TLSCAM_DESKTOP USES base words time lab desktop/look desktop/terminal desktop/editor desktop/window
                                                         desktop/model)
if(NOT TLSCAM_DESKTOP)
  return()
endif()

target_compile_definitions(tlscam_desktop_panels PRIVATE TLSCAM_VERSION="${PROJECT_VERSION}")
# Versions and licences, for "About".
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/LICENSES.md)
file(READ ${PROJECT_SOURCE_DIR}/LICENSES.md licences)
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/sim/desktop/panels/licences.inc
     CONTENT "R\"licences(@licences@)licences\"\n" @ONLY)
add_library(tlscam_desktop_parts INTERFACE)
target_link_libraries(tlscam_desktop_parts INTERFACE tlscam_desktop_panels tlscam_desktop_driver)

set(lucide ${PROJECT_SOURCE_DIR}/web/node_modules/lucide-static/font)
set(icon_header ${CMAKE_CURRENT_BINARY_DIR}/generated/sim/desktop/look/icon_codepoints.h)
add_custom_command(
  OUTPUT ${icon_header}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/generated/sim/desktop/look
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/look/generate_icons ${CMAKE_CURRENT_LIST_DIR}/look/icon_names.txt
          ${lucide}/codepoints.json ${icon_header}
  DEPENDS ${CMAKE_CURRENT_LIST_DIR}/look/generate_icons ${CMAKE_CURRENT_LIST_DIR}/look/icon_names.txt ${lucide}/codepoints.json
  COMMENT "Making C++ of Lucide's code points"
  VERBATIM)
target_sources(tlscam_desktop_look PRIVATE ${icon_header})
add_custom_target(tlscam_icons DEPENDS ${icon_header})
add_dependencies(tlscam_made_headers tlscam_icons)
target_include_directories(tlscam_desktop_look PUBLIC ${CMAKE_CURRENT_BINARY_DIR}/generated)

file(GLOB desktop_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cc)
add_executable(tlscam_desktop ${desktop_sources})
target_link_libraries(tlscam_desktop PRIVATE tlscam_desktop_panels tlscam_desktop_driver)
target_compile_definitions(tlscam_desktop PRIVATE TLSCAM_VERSION="${PROJECT_VERSION}" TLSCAM_ICONS="${lucide}/lucide.ttf")
set_target_properties(tlscam_desktop PROPERTIES OUTPUT_NAME tlscam-desktop RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
add_dependencies(tlscam_desktop camera_native tlscam_world_shim)

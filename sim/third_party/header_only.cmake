# Emscripten sees none of this computer's headers, and must not: those of its C library would hide Emscripten's own.
# Libraries that consist only of headers are shown to it one by one.

set(header_only ${CMAKE_BINARY_DIR}/header-only)
file(MAKE_DIRECTORY ${header_only})

# header_only(fmt::fmt fmt) makes the target for the library whose headers are <fmt/...>.
function(header_only target folder)
  find_path(${folder}_headers ${folder} PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH NO_DEFAULT_PATH
            REQUIRED)
  file(CREATE_LINK ${${folder}_headers}/${folder} ${header_only}/${folder} SYMBOLIC)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} INTERFACE ${header_only})
endfunction()

header_only(fmt::fmt fmt)
# Features that nothing prints need not be loaded: numbers in the manner of a locale, and those of unusual size.
target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY FMT_STATIC_THOUSANDS_SEPARATOR=',' FMT_USE_FLOAT=0
                                              FMT_USE_LONG_DOUBLE=0 FMT_USE_FLOAT128=0 FMT_USE_INT128=0)
header_only(nlohmann_json::nlohmann_json nlohmann)
target_compile_definitions(nlohmann_json::nlohmann_json INTERFACE JSON_NOEXCEPTION)
header_only(tl::expected tl)
add_library(Threads::Threads INTERFACE IMPORTED GLOBAL)

# Holds the includes below sim/ to the table of layers: a file of sim/<folder> may include what its own folder and the
# folders in its row hold. Run as
#   cmake -DSIM=<the folder sim> "-DLAYERS=base:;time:base;..." [-DSTAMP=<file to touch>] -P check_layers.cmake
# It prints each include that is not allowed and fails.

cmake_minimum_required(VERSION 3.25)

# Headers of user interfaces, as regular expressions: only the folders in `interfaces` know them.
set(interface_headers "imgui[a-z_]*[.]h|SDL[A-Za-z0-9_/]*[.]h|emscripten[a-z_/]*[.]h")
set(interfaces desktop wasm)

set(mistakes 0)
macro(mistake path header what)
  message("sim/${path} includes ${header}: ${what}")
  math(EXPR mistakes "${mistakes} + 1")
endmacro()

function(check_file path folder uses)
  file(STRINGS ${SIM}/${path} lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    if(line MATCHES "include[ \t]*[\"<]([^\">]+)[\">]")
      set(header ${CMAKE_MATCH_1})
      if(header MATCHES "^sim/([^/]+)/" AND NOT CMAKE_MATCH_1 STREQUAL folder AND NOT CMAKE_MATCH_1 IN_LIST uses)
        list(JOIN uses ", " row)
        if(NOT uses)
          set(row "itself")
        endif()
        mistake(${path} ${header} "sim/${folder} may use only ${row}.")
      elseif(header MATCHES "^([.][.]?/|tests/|web/)")
        mistake(${path} ${header} "write includes from the root, and only of sim/ or firmware/include.")
      elseif(header MATCHES "(^|/)(${interface_headers})$" AND NOT folder IN_LIST interfaces)
        mistake(${path} ${header} "only a user interface (sim/desktop, sim/wasm) may include it.")
      endif()
    endif()
  endforeach()
  set(mistakes ${mistakes} PARENT_SCOPE)
endfunction()

foreach(row IN LISTS LAYERS)
  string(REGEX MATCH "^([^:]+):(.*)$" row "${row}")
  set(folder ${CMAKE_MATCH_1})
  string(REPLACE "," ";" uses "${CMAKE_MATCH_2}")
  file(GLOB_RECURSE paths RELATIVE ${SIM} ${SIM}/${folder}/*.h ${SIM}/${folder}/*.cc)
  foreach(path IN LISTS paths)
    check_file(${path} ${folder} "${uses}")
  endforeach()
endforeach()

if(mistakes)
  message(FATAL_ERROR
    "${mistakes} includes go against the layers.\n"
    "Which folder of sim/ may use which is the table in sim/CMakeLists.txt, explained in README.md.")
endif()
if(STAMP)
  file(TOUCH ${STAMP})
endif()

# Proves that check_layers.cmake accepts a tree that keeps to the table and names each include that does not.
#   cmake -DSCRATCH=<a folder to write in> -P check_layers_test.cmake

cmake_minimum_required(VERSION 3.25)

set(table "base:;time:base;lab:base,time;cli:lab")

function(check expected)
  execute_process(COMMAND ${CMAKE_COMMAND} -DSIM=${SCRATCH}/sim "-DLAYERS=${table}" -P
                          ${CMAKE_CURRENT_LIST_DIR}/check_layers.cmake
                  RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(expected STREQUAL "accepted")
    if(NOT code EQUAL 0)
      message(FATAL_ERROR "A tree without a mistake was refused:\n${output}")
    endif()
    return()
  endif()
  if(code EQUAL 0)
    message(FATAL_ERROR "A tree with a mistake was accepted; expected: ${expected}")
  endif()
  string(FIND "${output}" "${expected}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "Expected '${expected}', got:\n${output}")
  endif()
endfunction()

function(plant path line expected)
  file(WRITE ${SCRATCH}/sim/${path} "#pragma once\n${line}\n")
  check("${expected}")
  file(REMOVE ${SCRATCH}/sim/${path})
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
file(WRITE ${SCRATCH}/sim/base/bytes.h "#pragma once\n#include <vector>\n")
file(WRITE ${SCRATCH}/sim/time/clock.cc "#include \"sim/time/clock.h\"\n#include \"sim/base/bytes.h\"\n")
file(WRITE ${SCRATCH}/sim/cli/main.cc "#include \"sim/lab/lab.h\"\n")
check(accepted)

plant(base/planted.h "#include \"sim/time/clock.h\"" "sim/base/planted.h includes sim/time/clock.h")
plant(time/planted.cc "  #  include <sim/lab/lab.h>" "sim/time/planted.cc includes sim/lab/lab.h")
plant(cli/planted.cc "#include \"sim/base/bytes.h\"" "sim/cli/planted.cc includes sim/base/bytes.h")
plant(lab/planted.cc "#include <SDL2/SDL.h>" "only a user interface")
plant(lab/planted.cc "#include \"imgui.h\"" "only a user interface")
plant(lab/deeper/planted.cc "#include \"../base/bytes.h\"" "from the root")
check(accepted)

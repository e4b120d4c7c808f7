# This port is the camera on a bare Cortex-M, target camera_mcu. It makes two programs of the same firmware:
# bin/tlscam-camera-mcu.elf uses the board's own UART and Ethernet; bin/tlscam-camera-mcu-world.elf lives in a simulated
# world, by semihosting.
set(TLSCAM_BOARD mps2_an500 CACHE STRING "A board of ports/mps2/boards")
set(mps2 ${CMAKE_CURRENT_SOURCE_DIR}/ports/mps2)
include(${mps2}/boards/${TLSCAM_BOARD}.cmake)

set(camera camera_mcu_firmware)
set(board_sources board_ethernet.c board_time.c board_uart.c camera_board.c)
set(world_sources camera_world.c semihosting.c allocation_watch.c)
list(TRANSFORM board_sources PREPEND ports/mps2/)
list(TRANSFORM world_sources PREPEND ports/mps2/)
set(camera_port_sources ports/mps2/startup.c ports/mps2/c_library.c ${board_sources} ${world_sources} modules/camera_link.c)
set(camera_optimization -Os)
set(camera_upstream_optimization -Os)
set(camera_computing_optimization -O2)
set(camera_computing "bignum_core")  # flash is short, and this is most of a handshake
set(camera_flags ${board_flags} -ffunction-sections -fdata-sections)
list(APPEND camera_definitions BOARD_HEADER="boards/${TLSCAM_BOARD}.h")
list(APPEND camera_includes ${mps2})

list(FILTER camera_sources EXCLUDE REGEX "/camera_link.c$")
add_library(camera_mcu_firmware OBJECT ${camera_sources})

# mcu_program(target name SOURCES...) links the firmware with these sources, as name.elf, .bin, .hex and .map.
function(mcu_program target name)
  set(base ${PROJECT_BINARY_DIR}/bin/${name})
  add_executable(${target} ports/mps2/startup.c ports/mps2/c_library.c ${ARGN})
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .elf RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin
                                             LINK_DEPENDS "${mps2}/sections.ld;${mps2}/boards/${TLSCAM_BOARD}.ld")
  target_include_directories(${target} PRIVATE ${camera_includes} ${CMAKE_CURRENT_BINARY_DIR}/generated)
  target_compile_definitions(${target} PRIVATE ${camera_definitions})
  target_compile_options(${target} PRIVATE ${camera_flags} -Os -g)
  add_dependencies(${target} camera_mcu_firmware_headers)
  target_link_libraries(${target} PRIVATE camera_mcu_firmware camera_upstream m)
  target_link_options(${target} PRIVATE ${camera_flags} -nostartfiles --specs=nano.specs -Wl,--gc-sections,--sort-section=alignment
                      -Wl,-T,boards/${TLSCAM_BOARD}.ld -L${mps2} -Wl,-Map,${base}.map,--cref ${camera_wraps})
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND ${CMAKE_OBJCOPY} -O binary ${base}.elf ${base}.bin
    COMMAND ${CMAKE_OBJCOPY} -O ihex ${base}.elf ${base}.hex VERBATIM)
endfunction()
mcu_program(camera_mcu_board tlscam-camera-mcu ${board_sources})
mcu_program(camera_mcu_world tlscam-camera-mcu-world ${world_sources} modules/camera_link.c)
target_link_options(camera_mcu_world PRIVATE -Wl,--wrap=gc_alloc,--wrap=gc_realloc,--wrap=gc_free)
add_custom_target(camera_mcu ALL DEPENDS camera_mcu_board camera_mcu_world)

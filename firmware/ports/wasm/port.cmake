# This port is the camera as a WebAssembly module: bin/tlscam-camera.wasm, target camera_wasm. It does not use
# Emscripten's JavaScript; web/src/worker/camera provides its imports. It keeps the names of its functions for
# web/tools/split_wasm.ts, which makes the page's modules from it.
set(camera camera_wasm_raw)
set(camera_port_sources ports/wasm/camera_wasm.c ports/wasm/memory.c ports/wasm/setjmp_runtime.c)
set(camera_optimization -Os)
set(camera_upstream_optimization -Os)
set(camera_computing_optimization -O3)
# Limbs of 64 bits halve the time of RSA, and use random numbers as natively.
list(APPEND camera_definitions MBEDTLS_HAVE_INT64)
set(camera_flags -sSUPPORT_LONGJMP=emscripten)
list(FILTER camera_sources EXCLUDE REGEX "/gchelper_generic.c$")  # camera_wasm.c has its own collector helper
set(camera_link_flags
  -O1 --profiling-funcs -sASSERTIONS=0 --no-entry -sSTANDALONE_WASM=1 -sSUPPORT_LONGJMP=emscripten -sERROR_ON_UNDEFINED_SYMBOLS=0
  -sWARN_ON_UNDEFINED_SYMBOLS=0 -sMALLOC=none -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=1048576 -sTOTAL_STACK=65536
  -sEXPORTED_FUNCTIONS=_setThrew,stackSave,stackRestore
  -Wl,--stack-first)

# These recurse without the interpreter's own loop: see stack_frames.h.
set_source_files_properties(
  ${MICROPY_DIR}/py/obj.c ${MICROPY_DIR}/py/objgenerator.c ${MICROPY_DIR}/py/objlist.c ${MICROPY_DIR}/py/objstr.c
  ${MICROPY_DIR}/py/runtime.c ${MICROPY_DIR}/extmod/modre.c
  PROPERTIES COMPILE_OPTIONS "-include;${CMAKE_CURRENT_SOURCE_DIR}/ports/wasm/stack_frames.h")

add_executable(camera_wasm_raw ${camera_port_sources} ${camera_sources})
set_target_properties(camera_wasm_raw PROPERTIES SUFFIX .wasm)

find_program(TLSCAM_WASM_OPT wasm-opt HINTS ${EMSCRIPTEN_ROOT_PATH}/../bin REQUIRED)
set(camera_wasm ${PROJECT_BINARY_DIR}/bin/tlscam-camera.wasm)
# The module is optimized once, at the end: optimizing before --asyncify too would make it smaller, but a handshake 5 %
# slower.
add_custom_command(
  OUTPUT ${camera_wasm}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/bin
  COMMAND ${TLSCAM_WASM_OPT} $<TARGET_FILE:camera_wasm_raw> -o ${camera_wasm} --asyncify
          --pass-arg=asyncify-imports@camera.read,camera.collect,env.invoke_*
          -O4 -g --strip-producers
  DEPENDS camera_wasm_raw
  COMMENT "Making the camera's functions able to stop and go on" VERBATIM)
add_custom_target(camera_wasm ALL DEPENDS ${camera_wasm})

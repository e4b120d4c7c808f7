# This port is the camera as a process: bin/tlscam-camera.
set(camera camera_native)
set(camera_port_sources ports/native/camera_native.c ports/native/camera_confinement.c)
set(camera_optimization -O2)
set(camera_upstream_optimization -O2)
set(camera_computing_optimization -O2)
if(TLSCAM_SANITIZE)
  # MicroPython shifts and casts freely, so only addresses are checked.
  set(camera_flags -fsanitize=address -fno-omit-frame-pointer)
  set(camera_link_flags -fsanitize=address)
endif()

add_executable(camera_native ${camera_port_sources} ${camera_sources})
set_target_properties(camera_native PROPERTIES OUTPUT_NAME tlscam-camera
                                               RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

# This file finds the upstream sources. `fetch` (next to this file) puts them into build/upstream and writes their
# places to sources.cmake there; -DMICROPYTHON_DIR= and the like name a checkout to use instead.

set(TLSCAM_UPSTREAM_DIR "${PROJECT_SOURCE_DIR}/build/upstream" CACHE PATH "Where `fetch` put the sources")
include(${TLSCAM_UPSTREAM_DIR}/sources.cmake OPTIONAL)

# upstream_source(MICROPYTHON micropython py/vm.c) defines MICROPYTHON_DIR, checks that the named file is in it, and
# configures again when `fetch` has put another version there.
function(upstream_source name package probe)
  set(${name}_DIR "" CACHE PATH "A checkout of ${package} to build instead of the fetched one")
  set(dir "${${name}_DIR}")
  if(NOT dir)
    set(dir "${${name}_FETCHED}")
    if(NOT dir)
      set(dir "${TLSCAM_UPSTREAM_DIR}/${package}")
    endif()
    set(stamp "${TLSCAM_UPSTREAM_DIR}/${package}.stamp")
    if(EXISTS "${stamp}")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${stamp}")
    endif()
  endif()
  if(NOT EXISTS "${dir}/${probe}")
    message(FATAL_ERROR
      "No source of ${package} in ${dir} (looked for ${probe}).\n"
      "Run firmware/upstream/fetch, or name a checkout with -D${name}_DIR=PATH.")
  endif()
  set(${name}_DIR "${dir}" PARENT_SCOPE)
endfunction()

upstream_source(MICROPYTHON micropython py/vm.c)
upstream_source(MBEDTLS mbedtls library/ssl_tls.c)
upstream_source(LWIP lwip src/core/tcp.c)

# Where the upstream sources are. `fetch` (beside this file) puts them below build/upstream, one folder
# per package; -DMICROPYTHON_DIR= and the like name a checkout of one's own instead.

set(TLSCAM_UPSTREAM_DIR "${PROJECT_SOURCE_DIR}/build/upstream" CACHE PATH "Where `fetch` put the sources")

# upstream_source(MICROPYTHON micropython py/vm.c): defines the cache variable MICROPYTHON_DIR and checks
# that the file named last is in it.
function(upstream_source name package probe)
  set(${name}_DIR "${TLSCAM_UPSTREAM_DIR}/${package}" CACHE PATH "The source of ${package}")
  if(NOT EXISTS "${${name}_DIR}/${probe}")
    message(FATAL_ERROR
      "No source of ${package} in ${${name}_DIR} (looked for ${probe}).\n"
      "Run firmware/upstream/fetch, or name a checkout with -D${name}_DIR=PATH.")
  endif()
endfunction()

upstream_source(MICROPYTHON micropython py/vm.c)
upstream_source(MBEDTLS mbedtls library/ssl_tls.c)
upstream_source(LWIP lwip src/core/tcp.c)

# micropython_generate(target SOURCES ... INCLUDES ... DEFINITIONS ... MANIFEST file)
#
# This generates the headers that MicroPython's own scripts make from the sources (interned strings, modules, root
# pointers), and the frozen Python code. The steps are those of upstream's py/mkrules.cmake, which cannot be used
# directly: it writes the day of the build into the banner and builds mpy-cross inside the source. It sets
# camera_generated_dir in the caller, the include path of genhdr/.

function(micropython_generate target)
  cmake_parse_arguments(arg "" "MANIFEST" "SOURCES;INCLUDES;DEFINITIONS" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/generated)
  set(genhdr ${out}/genhdr)
  set(py ${MICROPY_DIR}/py)
  set(python ${Python3_EXECUTABLE})
  file(MAKE_DIRECTORY ${genhdr})

  # The version comes from the source, the day from its Debian changelog.
  file(STRINGS ${py}/mpconfig.h version_lines REGEX "#define MICROPY_VERSION_(MAJOR|MINOR|MICRO) ")
  string(REGEX REPLACE "[^0-9;]" "" version "${version_lines}")
  string(REPLACE ";" "." version "${version}")
  set(day "unknown day")
  if(EXISTS ${MICROPY_DIR}/debian/changelog)
    file(STRINGS ${MICROPY_DIR}/debian/changelog trailer REGEX "^ -- " LIMIT_COUNT 1)
    string(REGEX REPLACE ".*, +([0-9]+ [A-Z][a-z]+ [0-9]+) .*" "\\1" day "${trailer}")
  endif()
  set(version_header "#define MICROPY_GIT_TAG \"v${version}\"\n#define MICROPY_GIT_HASH \"\"\n#define MICROPY_BUILD_DATE \"${day}\"\n")
  file(CONFIGURE OUTPUT ${genhdr}/mpversion.h CONTENT "${version_header}" @ONLY)

  set(flags)
  foreach(include IN LISTS arg_INCLUDES)
    list(APPEND flags -I${include})
  endforeach()
  foreach(definition IN LISTS arg_DEFINITIONS)
    list(APPEND flags -D${definition})
  endforeach()
  list(APPEND flags -DMICROPY_QSTR_EXTRA_POOL=mp_qstr_frozen_const_pool -DMICROPY_MODULE_FROZEN_MPY=1 -I${out})

  file(GLOB configuration CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/config/*.h ${CMAKE_CURRENT_SOURCE_DIR}/modules/*.inc
       ${CMAKE_CURRENT_SOURCE_DIR}/modules/*.h)
  add_custom_command(
    OUTPUT ${genhdr}/qstr.i.last
    COMMAND ${python} ${py}/makeqstrdefs.py pp ${CMAKE_C_COMPILER} -E output ${genhdr}/qstr.i.last
            cflags ${flags} -DNO_QSTR cxxflags ${flags} -DNO_QSTR sources ${arg_SOURCES}
    DEPENDS ${arg_SOURCES} ${configuration} ${genhdr}/mpversion.h
    COMMENT "Scanning MicroPython's sources for names" VERBATIM)

  foreach(kind qstr module root_pointer compress)
    if(kind STREQUAL "qstr")
      set(collected_${kind} ${genhdr}/qstrdefs.collected.h)
    else()
      set(collected_${kind} ${genhdr}/${kind}.collected)
    endif()
    add_custom_command(
      OUTPUT ${collected_${kind}}
      COMMAND ${python} ${py}/makeqstrdefs.py split ${kind} ${genhdr}/qstr.i.last ${genhdr}/${kind} _
      COMMAND ${python} ${py}/makeqstrdefs.py cat ${kind} _ ${genhdr}/${kind} ${collected_${kind}}
      COMMAND ${CMAKE_COMMAND} -E touch ${collected_${kind}}
      DEPENDS ${genhdr}/qstr.i.last VERBATIM)
  endforeach()

  add_custom_command(
    OUTPUT ${genhdr}/qstrdefs.generated.h
    COMMAND sh ${CMAKE_CURRENT_SOURCE_DIR}/preprocess_names.sh ${genhdr}/qstrdefs.preprocessed.h
            ${py}/qstrdefs.h ${CMAKE_CURRENT_SOURCE_DIR}/config/qstrdefsport.h ${collected_qstr}
            -- ${CMAKE_C_COMPILER} -E ${flags}
    COMMAND ${python} ${py}/makeqstrdata.py ${genhdr}/qstrdefs.preprocessed.h > ${genhdr}/qstrdefs.generated.h
    DEPENDS ${collected_qstr} ${py}/qstrdefs.h ${CMAKE_CURRENT_SOURCE_DIR}/preprocess_names.sh VERBATIM)
  add_custom_command(
    OUTPUT ${genhdr}/moduledefs.h
    COMMAND ${python} ${py}/makemoduledefs.py ${collected_module} > ${genhdr}/moduledefs.h
    DEPENDS ${collected_module} VERBATIM)
  add_custom_command(
    OUTPUT ${genhdr}/root_pointers.h
    COMMAND ${python} ${py}/make_root_pointers.py ${collected_root_pointer} > ${genhdr}/root_pointers.h
    DEPENDS ${collected_root_pointer} VERBATIM)

  # mpy-cross, the compiler of frozen modules, runs on this computer whatever the port is.
  set(mpy_cross ${CMAKE_CURRENT_BINARY_DIR}/mpy-cross/mpy-cross)
  if(NOT TARGET mpy_cross)
    add_custom_command(
      OUTPUT ${mpy_cross}
      COMMAND env -u MAKEFLAGS -u MAKELEVEL make -C ${MICROPY_DIR}/mpy-cross BUILD=${CMAKE_CURRENT_BINARY_DIR}/mpy-cross
              PROG=mpy-cross CC=cc > ${CMAKE_CURRENT_BINARY_DIR}/mpy-cross.log
      COMMENT "Building mpy-cross" VERBATIM)
    add_custom_target(mpy_cross DEPENDS ${mpy_cross})
  endif()

  get_filename_component(manifest_dir ${arg_MANIFEST} DIRECTORY)
  file(GLOB frozen CONFIGURE_DEPENDS ${manifest_dir}/*.py)
  add_custom_command(
    OUTPUT ${out}/frozen_content.c
    # makemanifest.py keeps an output that is newer than the frozen modules, also when the names have changed.
    COMMAND ${CMAKE_COMMAND} -E rm -f ${out}/frozen_content.c
    COMMAND ${CMAKE_COMMAND} -E env MICROPY_MPYCROSS=${mpy_cross}
            ${python} ${MICROPY_DIR}/tools/makemanifest.py -o ${out}/frozen_content.c
            -v MPY_DIR=${MICROPY_DIR} -v MPY_LIB_DIR=${MICROPY_DIR}/lib/micropython-lib -v PORT_DIR=${manifest_dir}
            -b ${out} --mpy-tool-flags= ${arg_MANIFEST}
    DEPENDS ${frozen} ${mpy_cross} ${genhdr}/qstrdefs.generated.h ${genhdr}/root_pointers.h
    COMMENT "Freezing Python modules" VERBATIM)

  target_sources(${target} PRIVATE ${out}/frozen_content.c ${genhdr}/qstrdefs.generated.h ${genhdr}/moduledefs.h
                                   ${genhdr}/root_pointers.h)
  add_custom_target(${target}_headers DEPENDS ${genhdr}/qstrdefs.generated.h ${genhdr}/moduledefs.h ${genhdr}/root_pointers.h)
  add_dependencies(${target} ${target}_headers)
  set(camera_generated_dir ${out} PARENT_SCOPE)
endfunction()

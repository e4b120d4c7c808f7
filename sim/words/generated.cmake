# Makes headers of assets/words/en.json: sim/words/GROUP.h for each group. A new group gets its name at the end of this list,
# so that the numbers of the other words stay.

set(tlscam_word_groups check part time service page keys hardware clock bench lesson network wire action notice certificate file
                       verdict trust about press handout frame share present attacker mystery desktop real)

find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(tlscam_words_dir ${CMAKE_CURRENT_BINARY_DIR}/generated)
list(TRANSFORM tlscam_word_groups PREPEND ${tlscam_words_dir}/sim/words/ OUTPUT_VARIABLE word_headers)
list(TRANSFORM word_headers APPEND .h)
list(APPEND word_headers ${tlscam_words_dir}/sim/words/all_words.inc)
add_custom_command(
  OUTPUT words.stamp
  BYPRODUCTS ${word_headers}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/generate ${PROJECT_SOURCE_DIR}/assets/words/en.json
          ${tlscam_words_dir} ${tlscam_word_groups}
  COMMAND ${CMAKE_COMMAND} -E touch words.stamp
  DEPENDS ${PROJECT_SOURCE_DIR}/assets/words/en.json ${CMAKE_CURRENT_LIST_DIR}/generate
  COMMENT "Making C++ of assets/words/en.json"
  VERBATIM)
target_sources(tlscam_words PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/words.stamp)
target_include_directories(tlscam_words PUBLIC ${tlscam_words_dir})

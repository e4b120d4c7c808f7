// Progress files of learners, and the tables that are made of them. A file that can be read is written the
// same way again.
#include <cstdlib>

#include "sim/lab/course/class_report.h"
#include "sim/lab/protocol/json_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const auto file = read_progress_file(as_text({data, size}), "file");
  if (!file) {
    if (file.error().text.empty()) std::abort();
    return 0;
  }
  const auto again = read_progress_file(to_json(*file), "again");
  if (!again || to_json(*again) != to_json(*file)) std::abort();
  const ClassReport report = make_class_report({*file}, {"somebody"}, {});
  if (class_csv(report).empty() || class_html(report).empty() || misconceptions_csv(report).empty())
    std::abort();
  return 0;
}

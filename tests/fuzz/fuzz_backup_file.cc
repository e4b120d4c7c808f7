// An exported file is read, which comes from anywhere: as the zip that it is, and by its text alone, which a
// fuzzer would not get through the zip's checksums. Worlds that were read are written and read again, the
// same.
#include <cstdlib>

#include "sim/desktop/model/backup_file.h"
#include "sim/desktop/model/zip_file.h"

namespace {

void read(tlscam::ByteView zip) {
  const auto worlds = tlscam::read_backup(zip);
  if (!worlds) return;
  const auto again = tlscam::read_backup(tlscam::write_backup(*worlds));
  if (!again || again->size() != worlds->size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tlscam::ByteView bytes(data, size);
  read(bytes);
  read(tlscam::write_zipped("tlscam-backup.json", bytes));
  return 0;
}

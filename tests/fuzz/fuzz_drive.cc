// A drive that a camera has written as it likes. The input is a list of {where in 4 bytes, how many in 1, the
// bytes}, written over a volume with some files; then everything is done with it that the learner's computer
// does.
#include <algorithm>
#include <cstdlib>

#include "sim/base/cursor.h"
#include "sim/machine/drive.h"

namespace {

using namespace tlscam;

// Enough for a folder that contains itself.
constexpr int kDeepest = 8;
constexpr std::size_t kMostLooked = 200;

void look(Drive& drive, const std::string& folder, int depth, std::size_t& looked) {
  const auto entries = drive.list(folder);
  if (!entries || depth == kDeepest) return;
  for (const DriveEntry& entry : *entries) {
    if (++looked > kMostLooked) return;
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (entry.is_folder) {
      look(drive, path, depth + 1, looked);
    } else {
      (void)drive.read(path);
    }
  }
}

const Bytes& formatted() {
  static const Bytes image = [] {
    Bytes made(128u << 10, 0xff);
    Drive drive(made, "openmv");
    if (!drive.format() || !drive.write("main.py", as_bytes("print(1)\n")) ||
        !drive.write("certs/ca.der", Bytes(3000, 1)) ||
        !drive.write("certs/old/a long name.pem", Bytes(700, 2)))
      std::abort();
    return made;
  }();
  return image;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes image = formatted();
  Cursor input(ByteView(data, size));
  while (!input.at_end()) {
    const std::size_t at = input.u32be() % image.size();
    const ByteView bytes = input.take(std::min<std::size_t>(input.u8(), input.remaining()));
    std::copy_n(bytes.begin(), std::min(bytes.size(), image.size() - at),
                image.begin() + static_cast<std::ptrdiff_t>(at));
  }
  Drive drive(image, "openmv");
  (void)drive.fingerprint();
  (void)drive.is_formatted();
  (void)drive.label();
  (void)drive.space();
  std::size_t looked = 0;
  look(drive, "", 0, looked);
  (void)drive.write("new/server.der", Bytes(5000, 3));
  (void)drive.write("main.py", as_bytes("print(2)\n"));
  (void)drive.rename("certs/ca.der", "ca.der");
  (void)drive.remove("certs/old/a long name.pem");
  looked = 0;
  look(drive, "", 0, looked);
  return 0;
}

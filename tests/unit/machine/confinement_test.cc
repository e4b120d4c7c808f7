// A camera's script makes native code of its own: Python's uctypes reads and writes any address.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/unit/machine/camera_fixture.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Finds a function of libc through the linker's list of libraries and calls it, as if it were a function of
// Python's: `call(b"system", argument)`.
constexpr const char* kForgedFunction = R"(
import uctypes
def word(address):
    return int.from_bytes(uctypes.bytes_at(address, 8), 'little')
def text(address):
    found = b''
    while (byte := uctypes.bytes_at(address, 1)) != b'\0':
        found += byte
        address += 1
    return found
def dynamic(address):
    found = {}
    while word(address):
        found[word(address)] = word(address + 8)
        address += 16
    return found
def libc():
    program = word(id(abs) + 8) & ~4095
    while uctypes.bytes_at(program, 4) != b'\x7fELF':
        program -= 4096
    header = program + word(program + 32)
    while int.from_bytes(uctypes.bytes_at(header, 4), 'little') != 2:
        header += 56
    library = word(dynamic(program + word(header + 16))[21] + 8)
    while b'libc.so' not in text(word(library + 8)):
        library = word(library + 24)
    return word(library), dynamic(word(library + 16))
def function(name):
    base, parts = libc()
    symbol, names = parts[6], parts[5]
    while text(names + (word(symbol) & 0xffffffff)) != name:
        symbol += 24
    return base + word(symbol + 8)
def call(name, argument):
    forged = bytearray(word(id(abs)).to_bytes(8, 'little') + function(name).to_bytes(8, 'little'))
    given = bytearray(argument + b'\0')
    objects = [None, None]
    items = word(id(objects) + 24)
    uctypes.bytearray_at(items, 16)[:] = (
        uctypes.addressof(forged).to_bytes(8, 'little') + uctypes.addressof(given).to_bytes(8, 'little'))
    return objects[0](objects[1])
)";

class ConfinementTest : public CameraTest {
 protected:
  void SetUp() override {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "a camera with sanitizers is not confined: they need more of the computer";
#endif
    make();
  }
  void attack(const std::string& name, const std::string& argument) {
    (void)run(std::string(kForgedFunction) + "call(b'" + name + "', b'" + argument + "')\n");
  }
};

TEST_F(ConfinementTest, the_attack_calls_functions_of_the_c_library) {
  EXPECT_EQ(run(std::string(kForgedFunction) + "call(b'atoi', b'20')\nprint('alive')\n"), "alive\r\n");
}

TEST_F(ConfinementTest, a_script_cannot_start_a_program) {
  const std::filesystem::path mark = std::filesystem::temp_directory_path() / "tlscam-confinement-test";
  std::filesystem::remove(mark);
  attack("system", "touch " + mark.string());
  EXPECT_EQ(camera_->state(), CameraState::crashed);
  EXPECT_THAT(camera_->death(), StartsWith("was stopped: it asked its computer for something"));
  EXPECT_FALSE(std::filesystem::exists(mark));

  camera_->power_off();
  ASSERT_TRUE(camera_->power_on());
  EXPECT_EQ(run("print('again')"), "again\r\n");
}

TEST_F(ConfinementTest, a_script_cannot_touch_files_or_processes) {
  const std::pair<const char*, const char*> attacks[] = {
      {"opendir", "to open a file of its computer"}, {"unlink", "its computer for something"},
      {"chdir", "its computer for something"},       {"fork", "to start a program"},
      {"pause", "its computer for something"},
  };
  for (const auto& [name, purpose] : attacks) {
    attack(name, "/tmp/tlscam-no-such-file");
    EXPECT_EQ(camera_->state(), CameraState::crashed) << name;
    EXPECT_THAT(camera_->death(), HasSubstr(purpose)) << name;
    make();
  }
}

TEST_F(ConfinementTest, a_crash_stays_a_crash) {
  attack("abort", "");
  EXPECT_THAT(camera_->death(), HasSubstr("Aborted"));
}

}  // namespace
}  // namespace tlscam

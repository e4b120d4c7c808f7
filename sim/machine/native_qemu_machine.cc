#include "sim/machine/native_qemu_machine.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "mps2_descriptors.h"
#include "sim/base/native_child_process.h"
#include "sim/base/native_descriptor.h"
#include "sim/machine/linked_machine.h"
#include "sim/machine/native_inbox.h"
#include "sim/machine/shared_memory.h"

namespace tlscam {
namespace {

constexpr const char* kEmulator = "qemu-system-arm";

struct Ends {
  Pipe inward;  // its reading end stays open here too, so that writing to an emulator that has died is no
                // signal
  Descriptor outward;
  Descriptor complaints;  // what the emulator writes to its standard error
};

// Without the warnings: of the board's network interface, which a world does not use, there is always one.
std::string errors_of(std::string_view complaints) {
  std::string errors;
  while (!complaints.empty()) {
    const auto end = std::min(complaints.find('\n'), complaints.size());
    const std::string_view line = complaints.substr(0, end);
    complaints.remove_prefix(std::min(end + 1, complaints.size()));
    if (line.find("warning:") == std::string_view::npos) errors.append(line).append("\n");
  }
  errors.resize(errors.find_last_not_of("\r\n ") + 1);
  return errors;
}

class QemuMachine : public LinkedMachine {
 public:
  QemuMachine(const MachineBoot& boot, ChildProcess process, Ends ends, Patience patience)
      : LinkedMachine(boot_message(boot)),
        process_(std::move(process)),
        ends_(std::move(ends)),
        patience_(patience) {
    fcntl(ends_.inward.writer.number(), F_SETFL, O_NONBLOCK);
  }

 private:
  bool send(ByteView bytes) override {
    const int writer = ends_.inward.writer.number();
    while (!bytes.empty()) {
      const ssize_t n = write(writer, bytes.data(), bytes.size());
      if (n > 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(n));
      } else if (errno == EAGAIN) {
        if (patience_.wait(writer, POLLOUT) != Patience::End::ready) return false;
      } else if (errno != EINTR) {
        return false;
      }
    }
    return true;
  }

  bool receive(void* data, std::size_t size) override {
    return inbox_.take(data, size, [&](std::span<std::uint8_t> room) -> ssize_t {
      const int reader = ends_.outward.number();
      if (patience_.wait(reader, POLLIN) != Patience::End::ready) return 0;
      return read(reader, room.data(), room.size());
    });
  }

  std::string death() override {
    if (patience_.end() != Patience::End::ready) return patience_.death();
    process_.wait();
    char text[1024];
    const ssize_t size = pread(ends_.complaints.number(), text, sizeof(text), 0);
    const std::string complaint = errors_of({text, static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
    if (complaint.empty()) return "was ended: its emulator has stopped";
    return fmt::format("was ended: its emulator said \"{}\"", complaint);
  }

  ChildProcess process_;
  Ends ends_;
  Patience patience_;
  Inbox inbox_;
};

// Its own clock counts instructions, so that a script on the camera can tell what something costs.
std::vector<std::string> words_for(const EmulatedBoard& board, const std::string& image) {
  std::vector<std::string> words = {kEmulator,
                                    "-M",
                                    board.emulated,
                                    "-nodefaults",
                                    "-display",
                                    "none",
                                    "-serial",
                                    "none",
                                    "-monitor",
                                    "none",
                                    "-accel",
                                    "tcg,thread=single,tb-size=32",
                                    "-icount",
                                    "shift=0,sleep=off",
                                    "-semihosting-config",
                                    "enable=on,target=native",
                                    "-kernel",
                                    image};
  return words;
}

}  // namespace

QemuMachineFactory::QemuMachineFactory(const EmulatedBoard& board, std::string image, Patience patience)
    : board_(board), image_(std::move(image)), patience_(patience) {}

Result<std::unique_ptr<Machine>> QemuMachineFactory::start(const MachineBoot& boot, SharedMemory& drive,
                                                           SharedMemory& rom) {
  if (access(image_.c_str(), R_OK) != 0)
    return fail(
        "camera {} wants a {}, and its firmware {} is not there: build it with ./run mcu --board {} --build",
        boot.hostname, board_.core, image_, board_.emulated);
  const std::string program = find_program(kEmulator);
  if (program.empty())
    return fail("camera {} wants a {}, and {} is not installed: apt-get install qemu-system-arm",
                boot.hostname, board_.core, kEmulator);
  Ends ends;
  Pipe outward;
  ends.complaints = Descriptor(memfd_create("what the emulator says", MFD_CLOEXEC));
  if (!ends.inward.open() || !outward.open() || ends.complaints.number() < 0)
    return fail("cannot make pipes for camera {}: {}", boot.hostname, std::strerror(errno));
  ends.outward = std::move(outward.reader);

  const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  ChildOptions options;
  options.program = program;
  options.words = words_for(board_, image_);
  options.ends_with_thread = true;
  options.descriptors = {{nothing.number(), STDIN_FILENO},
                         {nothing.number(), STDOUT_FILENO},
                         {ends.complaints.number(), STDERR_FILENO},
                         {ends.inward.reader.number(), MPS2_INWARD_FD},
                         {outward.writer.number(), MPS2_OUTWARD_FD},
                         {drive.descriptor(), MPS2_DRIVE_FD},
                         {rom.descriptor(), MPS2_ROM_FD}};
  auto process = ChildProcess::start(options);
  if (!process) return fail("camera {}: {}", boot.hostname, process.error().text);
  return std::make_unique<QemuMachine>(boot, std::move(*process), std::move(ends), patience_);
}

}  // namespace tlscam

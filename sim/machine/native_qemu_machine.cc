#include "sim/machine/native_qemu_machine.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "mps2_descriptors.h"
#include "sim/machine/linked_machine.h"
#include "sim/machine/native_inbox.h"
#include "sim/machine/shared_memory.h"

namespace tlscam {
namespace {

constexpr const char* kEmulator = "qemu-system-arm";

/// A file descriptor, closed at the end.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor reader, writer;

  bool open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    reader = Descriptor(ends[0]);
    writer = Descriptor(ends[1]);
    return true;
  }
};

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
  QemuMachine(const MachineBoot& boot, pid_t process, Ends ends, std::chrono::milliseconds patience)
      : LinkedMachine(boot_message(boot)), process_(process), ends_(std::move(ends)), patience_(patience) {
    fcntl(ends_.inward.writer.number(), F_SETFL, O_NONBLOCK);
  }

  ~QemuMachine() override {
    if (process_ <= 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }

 private:
  // False when it takes longer than the patience; then the machine counts as hung.
  bool wait_for(int descriptor, short event) {
    pollfd waiting{descriptor, event, 0};
    int ready = 0;
    do {
      ready = poll(&waiting, 1, static_cast<int>(patience_.count()));
    } while (ready < 0 && errno == EINTR);
    hung_ = ready == 0;
    return ready > 0;
  }

  bool send(ByteView bytes) override {
    const int writer = ends_.inward.writer.number();
    while (!bytes.empty()) {
      const ssize_t n = write(writer, bytes.data(), bytes.size());
      if (n > 0) {
        bytes = bytes.subspan(static_cast<std::size_t>(n));
      } else if (errno == EAGAIN) {
        if (!wait_for(writer, POLLOUT)) return false;
      } else if (errno != EINTR) {
        return false;
      }
    }
    return true;
  }

  bool receive(void* data, std::size_t size) override {
    return inbox_.take(data, size, [&](std::span<std::uint8_t> room) -> ssize_t {
      const int reader = ends_.outward.number();
      return wait_for(reader, POLLIN) ? read(reader, room.data(), room.size()) : 0;
    });
  }

  std::string death() override {
    if (hung_)
      return fmt::format("computed for {} s without coming back and was stopped", patience_.count() / 1000);
    waitpid(process_, nullptr, 0);
    process_ = 0;
    char text[1024];
    const ssize_t size = pread(ends_.complaints.number(), text, sizeof(text), 0);
    const std::string complaint = errors_of({text, static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
    if (complaint.empty()) return "was ended: its emulator has stopped";
    return fmt::format("was ended: its emulator said \"{}\"", complaint);
  }

  pid_t process_;
  Ends ends_;
  std::chrono::milliseconds patience_;
  Inbox inbox_;
  bool hung_ = false;
};

// Where the shell would find the program; empty when nowhere.
std::string find_program(const std::string& name) {
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable != nullptr ? variable : "/usr/bin:/bin";
  while (!folders.empty()) {
    const auto end = std::min(folders.find(':'), folders.size());
    std::string path = fmt::format("{}/{}", folders.substr(0, end), name);
    if (access(path.c_str(), X_OK) == 0) return path;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return {};
}

struct Wanted {
  const char* program;
  char* const* words;
  int descriptors[4];  // from MPS2_INWARD_FD on
  int complaints;
};

// In the new process. Only what is safe between fork and exec.
[[noreturn]] void become_emulator(const Wanted& wanted) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);  // Ctrl-C at the terminal is for tlscam
  int moved[4];
  for (int i = 0; i < 4; ++i) moved[i] = fcntl(wanted.descriptors[i], F_DUPFD_CLOEXEC, 10);
  const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(nothing, STDIN_FILENO);
  dup2(nothing, STDOUT_FILENO);
  dup2(wanted.complaints, STDERR_FILENO);
  for (int i = 0; i < 4; ++i) dup2(moved[i], MPS2_INWARD_FD + i);
  char* const environment[] = {nullptr};
  execve(wanted.program, wanted.words, environment);
  _exit(127);
}

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

QemuMachineFactory::QemuMachineFactory(const EmulatedBoard& board, std::string image,
                                       std::chrono::milliseconds patience)
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

  std::vector<std::string> words = words_for(board_, image_);
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const Wanted wanted{
      program.c_str(),
      pointers.data(),
      {ends.inward.reader.number(), outward.writer.number(), drive.descriptor(), rom.descriptor()},
      ends.complaints.number()};
  const pid_t process = fork();
  if (process == 0) become_emulator(wanted);
  if (process < 0)
    return fail("cannot start an emulator for camera {}: {}", boot.hostname, std::strerror(errno));
  return std::make_unique<QemuMachine>(boot, process, std::move(ends), patience_);
}

}  // namespace tlscam

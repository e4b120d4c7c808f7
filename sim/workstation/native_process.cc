#include "sim/workstation/native_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace tlscam {

namespace {

constexpr std::uint64_t kLargestFile = 64u << 20;
constexpr std::uint64_t kMostMemory = 1u << 30;

/// Input comes from a file without a name, so that a program that does not read it cannot block anybody.
Result<Descriptor> input_file(ByteView input) {
  Descriptor file(::memfd_create("standard input", MFD_CLOEXEC));
  if (!file.is_open()) return fail("cannot make its standard input: {}", std::strerror(errno));
  while (!input.empty()) {
    const ssize_t size = ::write(file.number(), input.data(), input.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return fail("cannot store its standard input: {}", std::strerror(errno));
    input = input.subspan(static_cast<std::size_t>(size));
  }
  ::lseek(file.number(), 0, SEEK_SET);
  return file;
}

struct Streams {
  Descriptor input, output, error;  // the program's
  Descriptor out_here, error_here;  // this side's, not blocking
};

Result<Streams> pipes(const Process::Options& options) {
  Pipe out, error;
  if (!out.open() || !error.open()) return fail("cannot make its streams: {}", std::strerror(errno));
  auto input = input_file(options.input);
  if (!input) return tl::unexpected(input.error());
  Streams streams;
  streams.input = std::move(*input);
  streams.output = std::move(out.writer);
  streams.error = std::move(error.writer);
  streams.out_here = std::move(out.reader);
  if (!options.merge) streams.error_here = std::move(error.reader);
  return streams;
}

/// A terminal that leaves the ends of lines as the program writes them.
Result<Streams> terminal() {
  Descriptor here(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  char path[64];
  if (!here.is_open() || ::grantpt(here.number()) != 0 || ::unlockpt(here.number()) != 0 ||
      ::ptsname_r(here.number(), path, sizeof(path)) != 0)
    return fail("cannot make its terminal: {}", std::strerror(errno));
  Descriptor there(::open(path, O_RDWR | O_NOCTTY | O_CLOEXEC));
  termios settings{};
  if (!there.is_open() || ::tcgetattr(there.number(), &settings) != 0)
    return fail("cannot open its terminal {}: {}", path, std::strerror(errno));
  settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);
  ::tcsetattr(there.number(), TCSANOW, &settings);
  Streams streams;
  streams.input = std::move(there);
  streams.out_here = std::move(here);
  return streams;
}

/// Passes on what there is. False at the end of the stream.
bool drain(int stream, const Process::Sink& sink) {
  std::array<std::uint8_t, 4096> buffer;
  for (;;) {
    const ssize_t size = ::read(stream, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return errno == EAGAIN;  // EIO: the last program has left the terminal
    if (size == 0) return false;
    sink(ByteView(buffer).first(static_cast<std::size_t>(size)));
  }
}

}  // namespace

Result<Process> Process::start(const Options& options) {
  auto streams = options.terminal ? terminal() : pipes(options);
  if (!streams) return fail("cannot start {}: {}", options.program.string(), streams.error().text);
  for (const Descriptor* here : {&streams->out_here, &streams->error_here})
    if (here->is_open()) ::fcntl(here->number(), F_SETFL, O_NONBLOCK);

  ChildOptions child;
  child.program = options.program.string();
  child.words = options.words;
  child.environment = options.environment;
  child.folder = options.folder.string();
  child.descriptors = options.descriptors;
  const int input = streams->input.number();
  const int output = options.terminal ? input : streams->output.number();
  const int error = options.terminal || options.merge ? output : streams->error.number();
  child.descriptors.insert(child.descriptors.end(), {{input, 0}, {output, 1}, {error, 2}});
  child.own_session = true;  // prompts go to its terminal, if it has one; and a group to end as one
  child.limit = options.limit;
  child.largest_file = kLargestFile;
  child.most_memory = kMostMemory;
  child.same_addresses = options.same_addresses;
  child.confine = options.confine;
  child.confined_by = options.confined_by;
  child.ends_with_thread = true;  // also when this process is killed
  auto started = ChildProcess::start(child);
  if (!started) return fail("cannot start {}: {}", options.program.string(), started.error().text);
  Descriptor alive(started->descriptor());
  return Process(std::move(*started), std::move(alive), std::move(streams->out_here),
                 std::move(streams->error_here), options.terminal);
}

Process::Process(ChildProcess child, Descriptor alive, Descriptor out, Descriptor error, bool terminal)
    : child_(std::move(child)),
      alive_(std::move(alive)),
      out_(std::move(out)),
      error_(std::move(error)),
      terminal_(terminal) {}

bool Process::poll(const Sink& out, const Sink& error) {
  if (out_.is_open() && !drain(out_.number(), out)) out_.close();
  if (error_.is_open() && !drain(error_.number(), error)) error_.close();
  return out_.is_open() || error_.is_open() || !child_.has_ended();
}

std::vector<int> Process::descriptors() const {
  std::vector<int> all;
  for (const Descriptor* one : {&alive_, &out_, &error_})
    if (one->is_open()) all.push_back(one->number());
  // A child that has ended while a grandchild writes on would be readable without anything to do.
  if (all.size() > 1) all.erase(all.begin());
  return all;
}

void Process::wait(std::chrono::milliseconds most) const {
  std::vector<pollfd> waiting;
  for (const int descriptor : descriptors()) waiting.push_back({descriptor, POLLIN, 0});
  ::poll(waiting.data(), waiting.size(), static_cast<int>(most.count()));
}

void Process::type(ByteView keys) {
  // Without waiting: a terminal holds some kilobytes that nobody has read.
  if (terminal_ && out_.is_open()) (void)!::write(out_.number(), keys.data(), keys.size());
}

int Process::exit_code() const {
  const int status = child_.status();
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool Process::timed_out() const {
  return WIFSIGNALED(child_.status()) && WTERMSIG(child_.status()) == SIGALRM;
}

}  // namespace tlscam

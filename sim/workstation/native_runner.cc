#include "sim/workstation/native_runner.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include "sim/base/native_child_process.h"
#include "sim/base/random.h"
#include "sim/workstation/native_confinement.h"
#include "sim/workstation/native_program.h"
#include "sim/workstation/world_shim/program_link.h"

namespace tlscam {

namespace fs = std::filesystem;

namespace {

constexpr unsigned kTimeLimit = 60;
constexpr int kLinkDescriptor = 3;
// The dynamic linker gets the shim as a descriptor: a path may have a space or colon, which would be its end.
constexpr int kShimDescriptor = 4;

Result<std::string> find_faketime() {
  std::error_code error;
  for (const auto& folder : fs::directory_iterator("/usr/lib", error)) {
    const fs::path library = folder.path() / "faketime" / "libfaketime.so.1";
    if (fs::exists(library, error)) return library.string();
  }
  return fail(
      "libfaketime, which gives programs the world's date, is not installed on this machine; "
      "on Debian: apt install faketime");
}

}  // namespace

NativeRunner::NativeRunner(EventQueue& events, Options options)
    : events_(events), options_(std::move(options)), changes_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (options_.network == nullptr) return;
  options_.network->set_listener([this] {
    for (NativeProgram* program : running_) program->look();
  });
}

NativeRunner::~NativeRunner() {
  if (options_.network != nullptr) options_.network->set_listener({});
}

bool NativeRunner::has_network() const {
  return options_.network != nullptr;
}

std::vector<std::string> NativeRunner::environment(const Folder& folder, Instant date,
                                                   const std::string& faketime) {
  std::vector<std::string> variables = {
      "HOME=" + folder.root().string(), "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC",
      "FAKETIME_DONT_FAKE_MONOTONIC=1", "NO_FAKE_STAT=1"};
  // What openssl trusts by default (X509_get_default_cert_file_env()): not what this machine trusts.
  variables.push_back(fmt::format("SSL_CERT_FILE={}/{}", folder.root().string(), kTrustedRoots));
  variables.push_back("SSL_CERT_DIR=" + folder.root().string());
  // The first library's functions are called first.
  variables.push_back(fmt::format("LD_PRELOAD=/proc/self/fd/{}:{}", kShimDescriptor, faketime));
  variables.push_back(fmt::format("{}={}", PROGRAM_LINK_VARIABLE, kLinkDescriptor));
  // Without "@" before the date the program's clock stands still, as virtual time does while it computes:
  // what it dates is never later than the world.
  variables.push_back("FAKETIME=" + to_text(date));
  if (options_.seed) {
    // All that openssl mixes into its random numbers: the kernel's, the time, the process and addresses.
    // libfaketime reads the seed as a signed number; all that are too large would be the same one.
    const std::uint64_t seed = Random::derive(*options_.seed, fmt::format("program {}", started_++)) >> 1;
    variables.push_back(fmt::format("FAKERANDOM_SEED={:#018x}", seed));
    variables.emplace_back("FAKETIME_FAKEPID=1000");
  }
  return variables;
}

Task<Result<int>> NativeRunner::run(Invocation invocation, const Folder& folder, Instant date) {
  const std::string name = invocation.words[0];
  const std::string program = find_program(name);
  if (program.empty())
    co_return fail("the program '{}' is not installed on this machine; on Debian: apt install {}", name,
                   name);
  const Result<std::string> faketime = find_faketime();
  if (!faketime) co_return tl::unexpected(faketime.error());

  const Descriptor shim(::open(options_.shim.c_str(), O_RDONLY | O_CLOEXEC));
  if (!shim.is_open())
    co_return fail("the library {}, which programs need here, cannot be opened: {}; build tlscam again",
                   options_.shim, std::strerror(errno));
  int sockets[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0)
    co_return fail("cannot make a socket for {}: {}", name, std::strerror(errno));
  Descriptor here(sockets[0]), there(sockets[1]);

  Process::Options options;
  options.program = program;
  options.words = invocation.words;
  options.folder = folder.root();
  options.input = std::move(invocation.input);
  options.merge = invocation.output.terminal;
  options.terminal = invocation.output.terminal && invocation.output.input != nullptr;
  // Somebody at a terminal ends it when it is enough.
  options.limit = options.terminal ? 0 : kTimeLimit;
  options.environment = environment(folder, date, *faketime);
  options.same_addresses = options_.seed.has_value();
  options.descriptors = {{there.number(), kLinkDescriptor}, {shim.number(), kShimDescriptor}};
  // Where the kernel has no walls, the interface has warned of it, or refused.
  std::optional<ProgramConfinement> confinement;
  if (ProgramConfinement::gap().empty()) {
    auto made = ProgramConfinement::make(
        {.program = program, .folder = folder.root(), .files = {options_.shim, *faketime}});
    if (!made)
      co_return fail("{} is not run, because it cannot be kept inside of its folder: {}", name,
                     made.error().text);
    confinement.emplace(std::move(*made));
    options.confine = [&confinement](int rules) { return confinement->apply(rules); };
    options.confined_by = confinement->rules();
  }
  Output output = invocation.output;
  if (!options.terminal) output.input = nullptr;
  Result<Process> process = Process::start(options);
  if (!process) co_return tl::unexpected(process.error());
  there.close();

  NativeProgram running(*this, std::move(*process), std::move(here), output);
  co_await running.end();
  if (running.process().timed_out())
    co_return fail("{} was stopped: it ran for {} seconds", name, kTimeLimit);
  co_return running.process().exit_code();
}

void NativeRunner::poll() {
  // A task that waits for a program's end may do anything, start the next one too.
  const std::vector<NativeProgram*> all = running_;
  for (NativeProgram* program : all) {
    const bool is_there = std::ranges::find(running_, program) != running_.end();
    if (is_there && program->poll()) program->tell_end();
  }
}

bool NativeRunner::holds_time() const {
  return options_.waiting == Waiting::kHoldTime &&
         std::ranges::any_of(running_, [](const NativeProgram* program) { return program->computes(); });
}

void NativeRunner::wait(std::chrono::milliseconds most) {
  pollfd changes{changes_.number(), POLLIN, 0};
  ::poll(&changes, 1, static_cast<int>(most.count()));
}

}  // namespace tlscam

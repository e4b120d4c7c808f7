#include "sim/workstation/native_runner.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>

#include "sim/base/random.h"
#include "sim/time/sleep.h"
#include "sim/workstation/native_process.h"

namespace tlscam {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr Duration kLookAgain = 10ms;
constexpr unsigned kTimeLimit = 60;

Result<fs::path> find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path candidate = fs::path(folder) / name;
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return fail("the program '{}' is not installed on this machine; on Debian: apt install {}", name, name);
}

Result<fs::path> find_faketime() {
  std::error_code error;
  for (const auto& folder : fs::directory_iterator("/usr/lib", error)) {
    const fs::path library = folder.path() / "faketime" / "libfaketime.so.1";
    if (fs::exists(library, error)) return library;
  }
  return fail(
      "libfaketime, which gives programs the world's date, is not installed on this machine; "
      "on Debian: apt install faketime");
}

}  // namespace

Task<Result<int>> NativeRunner::run(Invocation invocation, const Folder& folder, Instant date) {
  const std::string name = invocation.words[0];
  const Result<fs::path> program = find_program(name);
  if (!program) co_return tl::unexpected(program.error());
  const Result<fs::path> faketime = find_faketime();
  if (!faketime) co_return tl::unexpected(faketime.error());

  Process::Options options;
  options.program = *program;
  options.words = invocation.words;
  options.folder = folder.root();
  options.input = std::move(invocation.input);
  options.merge = invocation.output.terminal;
  options.limit = kTimeLimit;
  options.environment = {"HOME=" + folder.root().string(),
                         "PATH=/usr/bin:/bin",
                         "LC_ALL=C.UTF-8",
                         "TZ=UTC",
                         "LD_PRELOAD=" + faketime->string(),
                         "FAKETIME_DONT_FAKE_MONOTONIC=1",
                         "NO_FAKE_STAT=1"};
  if (seed_) {
    // All that openssl mixes into its random numbers: the kernel's, the time, the process and addresses.
    // libfaketime reads the seed as a signed number; all that are too large would be the same one.
    const std::uint64_t seed = Random::derive(*seed_, fmt::format("program {}", started_++)) >> 1;
    options.environment.push_back("FAKETIME=" + to_text(date));  // without "@": it stands still
    options.environment.push_back(fmt::format("FAKERANDOM_SEED={:#018x}", seed));
    options.environment.emplace_back("FAKETIME_FAKEPID=1000");
    options.same_addresses = true;
  } else {
    options.environment.push_back("FAKETIME=@" + to_text(date));
  }
  Result<Process> process = Process::start(options);
  if (!process) co_return tl::unexpected(process.error());

  const bool hold = waiting_ == Waiting::kHoldTime;
  while (process->pump(hold ? 20ms : 0ms, invocation.output.out, invocation.output.error))
    co_await Sleep(events_, hold ? Duration::zero() : kLookAgain);
  if (process->timed_out()) co_return fail("{} was stopped: it ran for {} seconds", name, kTimeLimit);
  co_return process->exit_code();
}

}  // namespace tlscam

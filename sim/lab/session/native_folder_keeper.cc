#include <fcntl.h>
#include <unistd.h>

#include <optional>

#include "sim/base/native_child_process.h"
#include "sim/base/native_descriptor.h"
#include "sim/lab/session/folder_keeper.h"

namespace tlscam {
namespace {

// It reads from a pipe of which only this process has the other end, so the read ends with this process.
class NativeFolderKeeper : public FolderKeeper {
 public:
  explicit NativeFolderKeeper(const std::string& folder) {
    const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    Pipe pipe;
    if (!nothing.is_open() || !pipe.open()) return;
    ChildOptions options;
    options.program = "/bin/sh";
    options.words = {"tlscam-keeper", "-c", R"(read -r _; rm -rf -- "$1")", "tlscam-keeper", folder};
    options.environment = {"PATH=/usr/bin:/bin"};
    options.descriptors = {{pipe.reader.number(), STDIN_FILENO},
                           {nothing.number(), STDOUT_FILENO},
                           {nothing.number(), STDERR_FILENO}};
    options.own_session = true;  // Ctrl-C and the end of the terminal do not reach it
    auto started = ChildProcess::start(options);
    if (!started) return;
    process_.emplace(std::move(*started));
    life_ = std::move(pipe.writer);
  }
  ~NativeFolderKeeper() override { process_.reset(); }

 private:
  Descriptor life_;
  std::optional<ChildProcess> process_;
};

}  // namespace

std::unique_ptr<FolderKeeper> FolderKeeper::keep(const std::string& folder) {
  return std::make_unique<NativeFolderKeeper>(folder);
}

}  // namespace tlscam

#include "sim/desktop/model/capture_pipe.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <future>

#include "sim/lab/session/capture_follow.h"
#include "sim/words/desktop.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 100ms;  // for a reader, and for what is new
constexpr int kPoll = 100;          // milliseconds

bool is_pipe(const std::string& path) {
  struct stat about {};
  return stat(path.c_str(), &about) == 0 && S_ISFIFO(about.st_mode);
}

}  // namespace

Result<std::unique_ptr<CapturePipe>> CapturePipe::open(Desk& desk, const std::string& path) {
  const bool is_ours = mkfifo(path.c_str(), 0600) == 0;
  if (!is_ours && errno != EEXIST)
    return fail("{}", words<"desktop.pipe_not_made">({.path = path, .why = std::strerror(errno)}));
  if (!is_ours && !is_pipe(path)) return fail("{}", words<"desktop.pipe_is_file">({.path = path}));
  return std::unique_ptr<CapturePipe>(new CapturePipe(desk, path, is_ours));
}

CapturePipe::CapturePipe(Desk& desk, std::string path, bool is_ours)
    : desk_(desk), path_(std::move(path)), is_ours_(is_ours), thread_([this] { write(); }) {}

CapturePipe::~CapturePipe() {
  ends_ = true;
  thread_.join();
  if (is_ours_) unlink(path_.c_str());
}

void CapturePipe::write() {
  // A reader that goes away is an error of write(), not the end of the program.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  while (!ends_) {
    const int pipe = wait_for_reader();
    if (pipe < 0) continue;
    state_ = State::follows;
    written_ = 0;
    desk_.answer([] {});
    serve(pipe);
    close(pipe);
    state_ = State::waits;
    desk_.answer([] {});
  }
}

int CapturePipe::wait_for_reader() {
  // Without a reader this fails at once instead of waiting, so that the end is not waited for.
  const int pipe = ::open(path_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (pipe < 0) std::this_thread::sleep_for(kLookEvery);
  return pipe;
}

void CapturePipe::serve(int pipe) {
  auto follow = std::make_shared<CaptureFollow>();
  while (!ends_) {
    auto promise = std::make_shared<std::promise<Bytes>>();
    auto news = promise->get_future();
    desk_.with_session([follow, promise](Session& session) { promise->set_value(follow->take(session)); });
    // The session may be busy, or end without an answer.
    while (news.wait_for(kLookEvery) != std::future_status::ready)
      if (ends_) return;
    const Bytes bytes = news.get();
    if (!write_all(pipe, bytes)) return;
    if (!bytes.empty()) desk_.answer([] {});
    // POLLERR: the reader has gone, which must be noticed also while nothing is sent.
    pollfd waits{pipe, 0, 0};
    if (poll(&waits, 1, kPoll) > 0 && (waits.revents & POLLERR) != 0) return;
  }
}

bool CapturePipe::write_all(int pipe, const Bytes& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t size = ::write(pipe, bytes.data() + done, bytes.size() - done);
    if (size > 0) {
      done += static_cast<std::size_t>(size);
      written_ += static_cast<std::uint64_t>(size);
      continue;
    }
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno != EAGAIN) return false;
    pollfd waits{pipe, POLLOUT, 0};
    poll(&waits, 1, kPoll);
    if (ends_) return false;
  }
  return true;
}

}  // namespace tlscam

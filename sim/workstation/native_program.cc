#include "sim/workstation/native_program.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "sim/workstation/world_shim/program_link.h"

namespace tlscam {

NativeProgram::NativeProgram(NativeRunner& runner, Process process, Descriptor link, const Output& output)
    : runner_(runner), process_(std::move(process)), socket_(std::move(link)), output_(output) {
  if (socket_.is_open()) {
    link_.emplace(runner_.options_.network, runner_.events_, [this](ByteView packet) {
      // A program that has died meanwhile does not need it.
      (void)!::send(socket_.number(), packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    });
  }
  runner_.running_.push_back(this);
  if (output_.input) {
    output_.input->set_listener([this] { process_.type(output_.input->take()); });
    process_.type(output_.input->take());  // what was typed ahead
  }
  watch();
}

NativeProgram::~NativeProgram() {
  if (output_.input) output_.input->set_listener({});
  std::erase(runner_.running_, this);
  for (const int descriptor : watched_)
    ::epoll_ctl(runner_.changes_.number(), EPOLL_CTL_DEL, descriptor, nullptr);
}

// The streams of a process end one by one, and with them what there is to wait on.
void NativeProgram::watch() {
  std::vector<int> wanted;
  if (!ended_) wanted = process_.descriptors();
  if (!ended_ && socket_.is_open()) wanted.push_back(socket_.number());
  if (wanted == watched_) return;
  const int changes = runner_.changes_.number();
  for (const int descriptor : watched_) ::epoll_ctl(changes, EPOLL_CTL_DEL, descriptor, nullptr);
  for (const int descriptor : wanted) {
    epoll_event event{};
    event.events = EPOLLIN;
    ::epoll_ctl(changes, EPOLL_CTL_ADD, descriptor, &event);
  }
  watched_ = std::move(wanted);
}

bool NativeProgram::poll() {
  if (ended_) return false;
  if (socket_.is_open()) take_questions();
  const auto& error = output_.terminal ? output_.out : output_.error;
  ended_ = !process_.poll(output_.out, error);
  if (ended_) link_.reset();
  watch();
  return ended_;
}

void NativeProgram::take_questions() {
  Bytes packet(PROGRAM_LINK_LARGEST);
  for (;;) {
    const ssize_t size = ::recv(socket_.number(), packet.data(), packet.size(), MSG_DONTWAIT);
    if (size < 0) return;
    if (size == 0) return socket_.close();  // the program has ended, or is about to
    link_->receive(ByteView(packet).first(static_cast<std::size_t>(size)));
  }
}

void NativeProgram::tell_end() {
  if (waiter_) resume_by_call(std::exchange(waiter_, nullptr));
}

void NativeProgram::look() {
  if (!ended_ && link_) link_->look();
}

}  // namespace tlscam

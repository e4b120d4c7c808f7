#include "sim/workstation/program_link.h"

#include <algorithm>
#include <utility>

#include "sim/workstation/world_shim/program_link.h"

namespace tlscam {
namespace {

static_assert(int{PROGRAM_READABLE} == int{ProgramNetwork::kReadable});
static_assert(int{PROGRAM_WRITABLE} == int{ProgramNetwork::kWritable});
static_assert(int{PROGRAM_CONNECTED} == int{ProgramNetwork::kConnected});
static_assert(int{PROGRAM_ENDED} == int{ProgramNetwork::kEnded});

constexpr std::int32_t kNonsense = -1;
constexpr std::int32_t kNothingYet = -1;
constexpr std::size_t kMostSockets = 256;
/// A program that waits for longer waits for ever.
constexpr std::uint64_t kLongestWait = std::uint64_t{1} << 50;

SocketAddress read_address(Cursor& in) {
  SocketAddress address;
  const ByteView octets = in.take(address.address.octets.size());
  std::copy(octets.begin(), octets.end(), address.address.octets.begin());
  address.port = in.u16be();
  return address;
}

Bytes to_bytes(const SocketAddress& address, ByteView rest = {}) {
  Writer out;
  out.bytes(address.address.octets).u16be(address.port).bytes(rest);
  return out.take();
}

std::int32_t to_number(SocketFailure failure) {
  switch (failure) {
    case SocketFailure::none:
      return PROGRAM_NO_FAILURE;
    case SocketFailure::refused:
      return PROGRAM_REFUSED;
    case SocketFailure::no_answer:
      return PROGRAM_NO_ANSWER;
    case SocketFailure::reset:
      return PROGRAM_RESET;
  }
  return PROGRAM_NO_FAILURE;
}

}  // namespace

ProgramLink::ProgramLink(ProgramNetwork* network, EventQueue& events, Send send)
    : network_(network), events_(events), send_(std::move(send)) {}

ProgramLink::~ProgramLink() {
  if (wait_ && wait_->timeout) events_.cancel(*wait_->timeout);
  for (const int handle : open_) network_->close(handle);
}

void ProgramLink::answer(std::int32_t result, ByteView content) {
  Writer out;
  out.u64be(static_cast<std::uint64_t>(events_.true_time().time_since_epoch().count()));
  out.u32be(static_cast<std::uint32_t>(result)).bytes(content);
  send_(out.view());
}

void ProgramLink::answer_opened(int handle, ByteView content) {
  if (handle > 0) open_.insert(handle);
  answer(handle, content);
}

void ProgramLink::receive(ByteView packet) {
  Cursor in(packet);
  const std::uint8_t question = in.u8();
  if (question == PROGRAM_CANCEL) return end_wait();
  end_wait();  // a program that asks something else does not wait any more
  switch (question) {
    case PROGRAM_WAIT:
      return begin_wait(in);
    case PROGRAM_LOOKUP:
    case PROGRAM_CONNECT:
    case PROGRAM_LISTEN:
    case PROGRAM_OPEN_UDP:
      return ask_network(question, in);
    default:
      break;
  }
  const int handle = static_cast<int>(in.u32be());
  if (!open_.contains(handle)) return answer(kNonsense);
  ask_socket(question, handle, in);
}

void ProgramLink::ask_network(std::uint8_t question, Cursor& in) {
  if (network_ == nullptr || open_.size() >= kMostSockets) return answer(0);
  if (question == PROGRAM_LOOKUP) {
    const auto found = network_->lookup(as_text(in.rest()));
    return found ? answer(1, found->octets) : answer(0);
  }
  if (question == PROGRAM_CONNECT) {
    const SocketAddress remote = read_address(in);
    return answer_opened(in.ok() ? network_->connect(remote) : 0);
  }
  const std::uint16_t port = in.u16be();
  if (!in.ok()) return answer(0);
  if (question == PROGRAM_LISTEN) return answer_opened(network_->listen(port));
  const int handle = network_->open_udp(port);
  Writer used;
  used.u16be(handle > 0 ? network_->udp_port(handle) : 0);
  answer_opened(handle, used.view());
}

void ProgramLink::ask_socket(std::uint8_t question, int handle, Cursor& in) {
  switch (question) {
    case PROGRAM_ACCEPT: {
      const int accepted = network_->accept(handle);
      return accepted > 0 ? answer_opened(accepted, to_bytes(network_->peer(accepted))) : answer(0);
    }
    case PROGRAM_FAILURE:
      return answer(to_number(network_->failure(handle)));
    case PROGRAM_RECEIVE: {
      const std::size_t limit = std::min<std::size_t>(in.u32be(), PROGRAM_LINK_PART);
      if (!(network_->state(handle) & ProgramNetwork::kReadable)) return answer(kNothingYet);
      const Bytes bytes = network_->receive(handle, limit);
      if (!bytes.empty()) return answer(static_cast<std::int32_t>(bytes.size()), bytes);
      const std::int32_t failure = to_number(network_->failure(handle));
      return answer(failure == PROGRAM_NO_FAILURE ? 0 : kNothingYet - failure);
    }
    case PROGRAM_SEND:
      return answer(static_cast<std::int32_t>(network_->send(handle, in.rest())));
    case PROGRAM_FINISH:
      network_->finish(handle);
      return answer(0);
    case PROGRAM_CLOSE:
      open_.erase(handle);
      network_->close(handle);
      return answer(0);
    case PROGRAM_SEND_TO: {
      const SocketAddress remote = read_address(in);
      return answer(in.ok() && network_->send_to(handle, remote, in.rest()) ? 1 : 0);
    }
    case PROGRAM_RECEIVE_FROM: {
      const auto datagram = network_->receive_from(handle);
      return datagram ? answer(1, to_bytes(datagram->first, datagram->second)) : answer(0);
    }
    default:
      return answer(kNonsense);
  }
}

void ProgramLink::begin_wait(Cursor& in) {
  const std::uint64_t timeout = in.u64be();
  Wait wait;
  while (!in.at_end() && wait.sockets.size() < kMostSockets) {
    const int handle = static_cast<int>(in.u32be());
    wait.sockets.push_back({handle, in.u8()});
  }
  const bool makes_sense = in.ok();
  wait_ = std::move(wait);
  if (!makes_sense || timeout == 0 || is_ready()) return end_wait();
  if (timeout < kLongestWait)
    wait_->timeout = events_.after(Duration(static_cast<std::int64_t>(timeout)), [this] {
      wait_->timeout.reset();
      end_wait();
    });
}

std::uint8_t ProgramLink::state(const Wanted& wanted) const {
  // A socket that is not the program's is one that has ended.
  const unsigned state = open_.contains(wanted.handle)
                             ? network_->state(wanted.handle)
                             : ProgramNetwork::kReadable | ProgramNetwork::kWritable | ProgramNetwork::kEnded;
  return static_cast<std::uint8_t>(state & wanted.states);
}

bool ProgramLink::is_ready() const {
  return std::ranges::any_of(wait_->sockets, [this](const Wanted& one) { return state(one) != 0; });
}

void ProgramLink::look() {
  if (wait_ && is_ready()) end_wait();
}

void ProgramLink::end_wait() {
  if (!wait_) return;
  if (wait_->timeout) events_.cancel(*wait_->timeout);
  Bytes states;
  for (const Wanted& one : wait_->sockets) states.push_back(state(one));
  const auto ready = std::ranges::count_if(states, [](std::uint8_t one) { return one != 0; });
  wait_.reset();
  answer(static_cast<std::int32_t>(ready), states);
}

}  // namespace tlscam

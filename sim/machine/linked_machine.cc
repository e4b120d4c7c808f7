#include "sim/machine/linked_machine.h"

#include <algorithm>
#include <cstring>

namespace tlscam {
namespace {

template <class T>
ByteView object_bytes(const T& object) {
  return {reinterpret_cast<const std::uint8_t*>(&object), sizeof(object)};
}

// The firmware lets time pass long before (UART_BYTES_AT_ONCE in camera_link.c): so much comes only from a
// camera that has been taken over. An action takes some memory beyond what it carries.
constexpr std::size_t kMostPerTurn = 16u << 20;
constexpr std::size_t kCostOfMessage = 128;

constexpr std::size_t kSmallestFrame = 14;  // an Ethernet header
// What a clock can show, and how long a world can last.
constexpr Instant kEarliest{};
constexpr Instant kLatest = Instant(std::chrono::sys_days(std::chrono::year(9999) / 12 / 31));
constexpr Duration kLongestWait = std::chrono::hours(24 * 365 * 100);

// Reads what a message carries; zeros where it is shorter.
template <class T>
T object_from(ByteView payload) {
  T object{};
  if (!payload.empty()) std::memcpy(&object, payload.data(), std::min(sizeof(object), payload.size()));
  return object;
}

// Reads the name and the key of a network; each ends with 0.
std::optional<RadioServe> network_from(ByteView payload) {
  const std::string both(as_text(payload));
  const std::size_t middle = both.find('\0');
  if (middle == std::string::npos) return std::nullopt;
  return RadioServe{both.substr(0, middle), std::string(both.c_str() + middle + 1)};
}

std::uint64_t to_us(Duration duration) {
  return static_cast<std::uint64_t>(duration.count());
}

void append(Bytes& bytes, camera_link_message type, int argument, ByteView payload) {
  const camera_link_header header = {static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(argument),
                                     static_cast<std::uint16_t>(payload.size())};
  const ByteView head = object_bytes(header);
  bytes.insert(bytes.end(), head.begin(), head.end());
  bytes.insert(bytes.end(), payload.begin(), payload.end());
}

camera_link_boot to_link(const MachineBoot& boot) {
  camera_link_boot link{};
  link.seed = boot.seed;
  link.uptime_us = to_us(boot.uptime);
  link.clock_us = boot.clock.time_since_epoch().count();
  for (std::size_t i = 0; i < std::min<std::size_t>(boot.heap_blocks.size(), CAMERA_LINK_HEAP_BLOCKS); ++i)
    link.heap_blocks[i] = boot.heap_blocks[i];
  for (std::size_t i = 0; i < boot.macs.size(); ++i) std::ranges::copy(boot.macs[i].octets, link.mac[i]);
  std::ranges::copy(boot.unique_id, link.unique_id);
  link.reset_cause = static_cast<std::uint8_t>(boot.reset_cause);
  link.has_radio = boot.has_wifi ? 1 : 0;
  boot.model.copy(link.model, sizeof(link.model) - 1);
  boot.hostname.copy(link.hostname, sizeof(link.hostname) - 1);
  std::string names;
  for (const std::string_view name : boot.pin_names) names.append(name).push_back('\0');
  names.copy(link.pin_names, sizeof(link.pin_names) - 1);
  link.outer_pins = boot.outer_pins;
  return link;
}

}  // namespace

Bytes LinkedMachine::boot_message(const MachineBoot& boot) {
  Bytes message;
  append(message, CAMERA_LINK_BOOT, 0, object_bytes(to_link(boot)));
  return message;
}

void LinkedMachine::put(camera_link_message type, int argument, ByteView payload) {
  append(outbox_, type, argument, payload);
}

void LinkedMachine::give_frame(int interface, ByteView frame) {
  put(CAMERA_LINK_FRAME, interface, frame);
}

void LinkedMachine::give_uart(ByteView bytes) {
  constexpr std::size_t kPart = 16 * 1024;
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(kPart, bytes.size())))
    put(CAMERA_LINK_UART, 0, bytes.first(std::min(kPart, bytes.size())));
}

void LinkedMachine::give_links(unsigned links_up) {
  put(CAMERA_LINK_LINKS, static_cast<int>(links_up), {});
}

void LinkedMachine::give_networks(const std::vector<camera_radio_network>& networks) {
  put(CAMERA_LINK_NETWORKS, 0,
      {reinterpret_cast<const std::uint8_t*>(networks.data()), networks.size() * sizeof(networks[0])});
}

void LinkedMachine::give_radio_status(int status) {
  put(CAMERA_LINK_RADIO, status, {});
}

void LinkedMachine::give_stations(const std::vector<MacAddress>& stations) {
  Bytes all;
  for (const MacAddress& mac : stations) all.insert(all.end(), mac.octets.begin(), mac.octets.end());
  put(CAMERA_LINK_STATIONS, 0, all);
}

void LinkedMachine::give_pins(const camera_pins& outer) {
  put(CAMERA_LINK_PINS, 0, object_bytes(outer));
}

void LinkedMachine::give_clock(Duration uptime, Instant clock) {
  const camera_link_clock message = {to_us(uptime), clock.time_since_epoch().count()};
  put(CAMERA_LINK_SET_CLOCK, 0, object_bytes(message));
}

void LinkedMachine::ask_use() {
  ask_use_ = true;
}

MachineTurn LinkedMachine::run(Duration uptime, Duration horizon) {
  camera_link_resume resume{};
  resume.now_us = to_us(uptime);
  resume.horizon_us = to_us(horizon);
  resume.report_heap = std::exchange(ask_use_, false) ? 1 : 0;
  put(CAMERA_LINK_RESUME, 0, object_bytes(resume));
  MachineTurn turn;
  turn.at = uptime;
  std::size_t said = 0;
  const bool sent = send(outbox_);
  outbox_.clear();
  if (!sent) return died(std::move(turn));
  for (;;) {
    camera_link_header header;
    if (!receive(&header, sizeof(header))) return died(std::move(turn));
    payload_.resize(header.size);
    if (!receive(payload_.data(), payload_.size())) return died(std::move(turn));
    said += kCostOfMessage + payload_.size();
    if (said > kMostPerTurn) return talked_too_much(std::move(turn));
    if (take(header, horizon, turn)) return turn;
  }
}

std::string LinkedMachine::purpose_of_call(std::uint32_t number) const {
  return fmt::format("its computer for system call {}", number);
}

MachineTurn LinkedMachine::talked_too_much(MachineTurn turn) {
  turn.actions.clear();
  turn.end = MachineTurn::End::died;
  turn.death =
      fmt::format("was stopped: it sent more than {} MB without letting time pass", kMostPerTurn >> 20);
  return turn;
}

MachineTurn LinkedMachine::died(MachineTurn turn) {
  turn.end = MachineTurn::End::died;
  turn.death = death();
  return turn;
}

// A script that prints letter by letter costs bytes, not actions.
void LinkedMachine::add_uart(ByteView printed, MachineTurn& turn) {
  auto* last = turn.actions.empty() ? nullptr : std::get_if<SentUart>(&turn.actions.back());
  if (last == nullptr) last = &std::get<SentUart>(turn.actions.emplace_back(SentUart{}));
  last->bytes.insert(last->bytes.end(), printed.begin(), printed.end());
}

// Takes one message into the turn; true when it ends the turn.
bool LinkedMachine::take(const camera_link_header& header, Duration horizon, MachineTurn& turn) const {
  switch (header.type) {
    case CAMERA_LINK_FRAME:
      if (payload_.size() >= kSmallestFrame && payload_.size() <= CAMERA_FRAME_MAX)
        turn.actions.emplace_back(SentFrame{header.argument, payload_});
      return false;
    case CAMERA_LINK_UART:
      add_uart(payload_, turn);
      return false;
    case CAMERA_LINK_CLOCK:
      turn.actions.emplace_back(
          SetClock{std::clamp(Instant(Duration(object_from<std::int64_t>(payload_))), kEarliest, kLatest)});
      return false;
    case CAMERA_LINK_JOIN:
      if (auto told = network_from(payload_))
        turn.actions.emplace_back(RadioJoin{std::move(told->ssid), std::move(told->key)});
      return false;
    case CAMERA_LINK_SERVE:
      if (auto told = network_from(payload_)) {
        told->channel = header.argument;
        turn.actions.emplace_back(std::move(*told));
      }
      return false;
    case CAMERA_LINK_END_SERVING:
      turn.actions.emplace_back(RadioEndServing{});
      return false;
    case CAMERA_LINK_SESSION: {
      const auto told = object_from<camera_session>(payload_);
      turn.actions.emplace_back(TlsSession{{std::begin(told.client_random), std::end(told.client_random)},
                                           {std::begin(told.master_secret), std::end(told.master_secret)},
                                           told.is_client != 0,
                                           told.peer_proved != 0});
      return false;
    }
    case CAMERA_LINK_VERIFICATION: {
      const auto told = object_from<camera_verification>(payload_);
      const auto rest = ByteView(payload_).subspan(std::min(sizeof(told), payload_.size()));
      turn.actions.emplace_back(
          VerifiedCertificate{{std::begin(told.client_random), std::end(told.client_random)},
                              told.is_client != 0,
                              told.depth,
                              told.flags,
                              {rest.begin(), rest.end()}});
      return false;
    }
    case CAMERA_LINK_LEAVE:
      turn.actions.emplace_back(RadioLeave{});
      return false;
    case CAMERA_LINK_PINS:
      turn.actions.emplace_back(DrivePins{object_from<camera_pins>(payload_)});
      return false;
    case CAMERA_LINK_DENIED:
      turn.end = MachineTurn::End::died;
      turn.death = fmt::format("was stopped: it asked {}, which no camera can do",
                               purpose_of_call(object_from<std::uint32_t>(payload_)));
      return true;
    case CAMERA_LINK_RESET:
      turn.end = MachineTurn::End::reset;
      return true;
    case CAMERA_LINK_WAIT: {
      const auto wait = object_from<camera_link_wait>(payload_);
      // A camera that has been taken over would turn time back, or stop it for everybody.
      turn.at = Duration(static_cast<std::int64_t>(
          std::clamp(wait.at_us, to_us(turn.at), to_us(std::max(turn.at, horizon)))));
      turn.until = wait.until_us > to_us(kLongestWait)
                       ? Duration::max()
                       : std::max(Duration(wait.until_us), turn.at + Duration(1));
      turn.only_time = wait.only_time != 0;
      turn.wait = wait.wait;
      if (wait.heap_total > 0) {
        turn.heap = HeapUse{wait.heap_used, wait.heap_total};
        turn.work = wait.work;
      }
      return true;
    }
    default:
      return false;
  }
}

}  // namespace tlscam

#include "sim/machine/camera.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "sim/base/cursor.h"
#include "sim/base/random.h"

namespace tlscam {
namespace {

// About what a CYW43 takes to join a network that it knows the channel of.
constexpr Duration kJoinTime = std::chrono::milliseconds(900);
// From a reset to the start of the firmware; the serial line is gone meanwhile, as a USB port is.
constexpr Duration kResetTime = std::chrono::milliseconds(300);
// A guest comes back at least this often in its own time, which is how long it may be deaf to a key.
constexpr Duration kLongestTurn = std::chrono::milliseconds(10);

MacAddress make_mac(unsigned number, int interface) {
  return {{0x02, 0x00, 0xca, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number),
           static_cast<std::uint8_t>(interface + 1)}};
}

// The address that an IPv4 packet says it comes from; none: it is another frame, or from nowhere (DHCP).
std::optional<Ipv4Address> source_of(ByteView frame) {
  constexpr std::uint16_t kIpv4 = 0x0800;
  Cursor in(frame);
  in.skip(12);
  if (in.u16be() != kIpv4) return std::nullopt;
  in.skip(12);
  const Ipv4Address source = read_ipv4(in);
  if (!in.ok() || source == Ipv4Address{}) return std::nullopt;
  return source;
}

}  // namespace

Result<std::unique_ptr<Camera>> Camera::create(CameraSettings settings, Switch& network,
                                               MachineFactory& factory, RadioWorld radio) {
  auto flash = settings.flash_file ? SharedMemory::open(*settings.flash_file, settings.model->drive_size)
                                   : SharedMemory::create(settings.model->drive_size);
  if (!flash) return tl::unexpected(flash.error());
  auto rom = SharedMemory::create(settings.model->rom_size);
  if (!rom) return tl::unexpected(rom.error());
  std::unique_ptr<Camera> camera(new Camera(std::move(settings), network, factory, std::move(radio),
                                            std::move(*flash), std::move(*rom)));
  Drive drive = camera->drive();
  if (!drive.is_formatted()) {
    if (auto formatted = drive.format(); !formatted) return tl::unexpected(formatted.error());
  }
  return camera;
}

Camera::Camera(CameraSettings settings, Switch& network, MachineFactory& factory, RadioWorld radio,
               std::unique_ptr<SharedMemory> flash, std::unique_ptr<SharedMemory> rom)
    : settings_(std::move(settings)),
      network_(network),
      events_(network.events()),
      factory_(factory),
      radio_(std::move(radio)),
      flash_(std::move(flash)),
      rom_(std::move(rom)),
      lan_(network.plug(settings_.name, settings_.link, [this](ByteView f) { arrive(CAMERA_LAN, f); })),
      wlan_(network.plug(settings_.name + ".wlan", settings_.link,
                         [this](ByteView f) { arrive(CAMERA_WLAN, f); })),
      uart_(events_, [this](ByteView bytes) {
        if (!machine_) return;
        machine_->give_uart(bytes);
        something_arrived();
      }) {
  uart_.close(settings_.name + " is switched off");
}

Camera::~Camera() {
  if (resume_) events_.cancel(*resume_);
  if (join_) events_.cancel(*join_);
  if (served_) network_.unplug(*served_);
}

MacAddress Camera::mac(int interface) const {
  return make_mac(settings_.number, interface);
}

Drive Camera::drive() {
  Drive drive(flash_->bytes(), settings_.name);
  drive.set_time(events_.true_time());
  return drive;
}

Result<void> Camera::set_rom(ByteView image) {
  const auto partition = rom_->bytes();
  if (image.size() > partition.size())
    return fail("the ROMFS image for {} has {} bytes, and its partition holds {}", settings_.name,
                image.size(), partition.size());
  std::ranges::fill(partition, std::uint8_t{0xff});
  std::ranges::copy(image, partition.begin());
  return {};
}

Bytes Camera::rom() const {
  const auto partition = rom_->bytes();
  return {partition.begin(), partition.end()};
}

Result<void> Camera::power_on() {
  if (state_ != CameraState::off) return {};
  powered_at_ = clock_base_ = events_.now();
  clock_at_base_ = settings_.power_up_clock.value_or(settings_.model->power_up_clock);
  return start(CAMERA_POWER_ON);
}

void Camera::power_off() {
  stop(CameraState::off, settings_.name + " is switched off");
}

Result<void> Camera::reset() {
  if (state_ == CameraState::off) return fail("{} is switched off; switch it on first", settings_.name);
  restart();
  return {};
}

void Camera::shift_clock(Duration by) {
  clock_at_base_ += by;
  if (machine_) machine_->give_clock(events_.now() - powered_at_, clock());
}

Result<void> Camera::hold_pin(std::string_view name, std::optional<bool> high) {
  const auto& pins = model().pins;
  const auto found = std::ranges::find(pins, name, &CameraPin::name);
  if (found == pins.end()) {
    std::vector<std::string_view> names;
    names.reserve(pins.size());
    for (const CameraPin& pin : pins) names.push_back(pin.name);
    return fail("{} has no pin {}; it has {}", settings_.name, name, fmt::join(names, ", "));
  }
  const std::uint32_t bit = 1u << static_cast<unsigned>(found - pins.begin());
  held_pins_.driven = high ? held_pins_.driven | bit : held_pins_.driven & ~bit;
  held_pins_.high = high.value_or(false) ? held_pins_.high | bit : held_pins_.high & ~bit;
  if (!machine_) return {};
  machine_->give_pins(outer_pins());
  something_arrived();
  return {};
}

// A hand is stronger than the resistor that holds a pin at rest.
camera_pins Camera::outer_pins() const {
  camera_pins outer = held_pins_;
  std::uint32_t bit = 1;
  for (const CameraPin& pin : model().pins) {
    if (pin.rest && (held_pins_.driven & bit) == 0) {
      outer.driven |= bit;
      outer.high |= *pin.rest ? bit : 0;
    }
    bit <<= 1;
  }
  return outer;
}

void Camera::ask_use() {
  if (machine_) machine_->ask_use();
}

void Camera::restart() {
  stop(CameraState::running, settings_.name + " restarts");
  resume_ = events_.after(kResetTime, [this] {
    resume_.reset();
    const auto started = start(CAMERA_HARD_RESET);
    if (started) return;
    stop(CameraState::crashed, started.error().text);
    death_ = "did not start again: " + started.error().text;
    if (watcher_) watcher_();
  });
}

Result<void> Camera::start(int reset_cause) {
  MachineBoot boot;
  boot.kind = settings_.machine;
  boot.model = settings_.model->name;
  boot.hostname = settings_.name;
  boot.seed = Random::derive(settings_.seed, fmt::format("{}#{}", settings_.name, starts_++));
  boot.uptime = events_.now() - powered_at_;
  boot.clock = clock();
  boot.heap_blocks = settings_.heap ? std::vector{*settings_.heap} : settings_.model->heap_blocks;
  for (int i = 0; i < CAMERA_INTERFACES; ++i) boot.macs[static_cast<std::size_t>(i)] = mac(i);
  boot.unique_id = {'t',
                    'l',
                    's',
                    'c',
                    'a',
                    'm',
                    static_cast<std::uint8_t>(settings_.number >> 8),
                    static_cast<std::uint8_t>(settings_.number)};
  boot.reset_cause = reset_cause;
  boot.has_wifi = settings_.model->has_wifi;
  for (const CameraPin& pin : settings_.model->pins) boot.pin_names.push_back(pin.name);
  boot.outer_pins = outer_pins();
  auto machine = factory_.start(boot, *flash_, *rom_);
  if (!machine) return tl::unexpected(machine.error());
  machine_ = std::move(*machine);
  machine_->give_networks(radio_.scan());
  give_links();
  state_ = CameraState::running;
  death_.clear();
  uart_.open();
  only_time_ = arrived_ = false;
  resume_at(events_.now());
  return {};
}

void Camera::stop(CameraState state, std::string reason) {
  if (resume_) events_.cancel(*std::exchange(resume_, std::nullopt));
  machine_.reset();
  finishing_ = false;
  leave();
  end_serving();
  wait_ = {};
  driven_pins_ = {};
  heap_.reset();
  work_.reset();
  state_ = state;
  uart_.close(std::move(reason));
}

void Camera::give_links() {
  const unsigned lan = lan_.conditions().up ? 1u << CAMERA_LAN : 0;
  const unsigned wlan = joined_ && wlan_.conditions().up ? 1u << CAMERA_WLAN : 0;
  const unsigned served = served_ ? 1u << CAMERA_AP : 0;
  machine_->give_links(lan | wlan | served);
}

void Camera::arrive(int interface, ByteView frame) {
  if (!machine_ || (interface == CAMERA_WLAN && !joined_)) return;
  // The interface's own address filter: broadcast, multicast, or for this camera.
  MacAddress destination;
  std::copy_n(frame.begin(), destination.octets.size(), destination.octets.begin());
  if (!destination.is_group() && destination != mac(interface)) return;
  machine_->give_frame(interface, frame);
  something_arrived();
}

void Camera::something_arrived() {
  arrived_ = true;
  if (!finishing_ && !only_time_) resume_at(events_.now());
}

void Camera::resume_at(Instant when) {
  if (resume_) {
    if (resume_->first <= when) return;
    events_.cancel(*resume_);
  }
  resume_ = events_.at(when, [this] { run(); });
}

void Camera::run() {
  resume_.reset();
  arrived_ = false;
  const Duration uptime = events_.now() - powered_at_;
  const Duration horizon = std::min(events_.horizon() - powered_at_, uptime + kLongestTurn);
  ++turns_;
  MachineTurn turn = machine_->run(uptime, horizon);
  if (turn.at <= uptime) return finish(std::move(turn));
  // The camera let time pass by itself; what it did at the end of it happens then.
  finishing_ = true;
  const Instant end = powered_at_ + turn.at;
  resume_ = events_.at(end, [this, turn = std::move(turn)]() mutable {
    resume_.reset();
    finishing_ = false;
    finish(std::move(turn));
  });
}

void Camera::finish(MachineTurn turn) {
  for (MachineAction& action : turn.actions) act(action);
  switch (turn.end) {
    case MachineTurn::End::waits:
      wait_ = turn.wait;
      if (turn.heap) heap_ = turn.heap;
      if (turn.work) work_ = turn.work;
      only_time_ = turn.only_time;
      if (turn.until != Duration::max()) resume_at(powered_at_ + turn.until);
      if (arrived_ && !only_time_) resume_at(events_.now());
      return;
    case MachineTurn::End::reset:
      restart();
      break;
    case MachineTurn::End::died:
      stop(CameraState::crashed, fmt::format("{} {}", settings_.name, turn.death));
      death_ = std::move(turn.death);
      break;
  }
  if (watcher_) watcher_();
}

void Camera::act(MachineAction& action) {
  if (auto* frame = std::get_if<SentFrame>(&action)) {
    send(*frame);
  } else if (auto* uart = std::get_if<SentUart>(&action)) {
    uart_.receive(uart->bytes);
  } else if (auto* set = std::get_if<SetClock>(&action)) {
    clock_base_ = events_.now();
    clock_at_base_ = set->clock;
  } else if (auto* wanted = std::get_if<RadioJoin>(&action)) {
    join(*wanted);
  } else if (auto* drive = std::get_if<DrivePins>(&action)) {
    driven_pins_ = drive->pins;
  } else if (auto* session = std::get_if<TlsSession>(&action)) {
    if (session_watcher_) session_watcher_(*session);
  } else if (auto* verified = std::get_if<VerifiedCertificate>(&action)) {
    if (verification_watcher_) verification_watcher_(*verified);
  } else if (auto* serves = std::get_if<RadioServe>(&action)) {
    serve(std::move(*serves));
  } else if (std::holds_alternative<RadioEndServing>(action)) {
    end_serving();
    give_links();
  } else {
    leave();
    give_links();
  }
}

void Camera::send(const SentFrame& sent) {
  if (sent.interface == CAMERA_LAN) return lan_.send(sent.frame);
  const bool serving = sent.interface == CAMERA_AP && served_;
  const bool joined = sent.interface == CAMERA_WLAN && joined_;
  if (!serving && !joined) return;
  Link& link = serving ? *served_ : wlan_;
  if (link.segment() != 0) {
    if (const auto source = source_of(sent.frame)) outer_address_ = source;
  }
  link.send(sent.frame);
}

void Camera::join(const RadioJoin& wanted) {
  leave();
  join_ = events_.after(kJoinTime, [this, wanted] {
    join_.reset();
    const RadioWorld::Joined joined = radio_.join(wanted.ssid, wanted.key);
    joined_ = joined.status == CAMERA_RADIO_JOINED;
    wlan_.set_segment(joined.segment);
    machine_->give_radio_status(joined.status);
    give_links();
    something_arrived();
    if (joined.segment != 0) radio_.changed();
  });
}

void Camera::leave() {
  if (join_) events_.cancel(*std::exchange(join_, std::nullopt));
  joined_ = false;
  if (wlan_.segment() == 0) return;
  wlan_.set_segment(0);
  outer_address_.reset();
  radio_.changed();
}

void Camera::serve(RadioServe wanted) {
  end_serving();
  serves_ = std::move(wanted);
  served_ =
      &network_.plug(settings_.name + ".ap", settings_.link, [this](ByteView f) { arrive(CAMERA_AP, f); });
  served_->set_segment(serving_segment());
  give_links();
  something_arrived();
  radio_.changed();
}

void Camera::end_serving() {
  if (!served_) return;
  network_.unplug(*std::exchange(served_, nullptr));
  serves_.reset();
  outer_address_.reset();
  radio_.changed();
}

std::optional<unsigned> Camera::joined_segment() const {
  if (!joined_) return std::nullopt;
  return wlan_.segment();
}

void Camera::hear_radio(const std::vector<MacAddress>& stations) {
  if (!machine_) return;
  machine_->give_networks(radio_.scan());
  if (!served_) return;
  machine_->give_stations(stations);
  something_arrived();
}

void Camera::lose_network() {
  leave();
  if (!machine_) return;
  machine_->give_radio_status(CAMERA_RADIO_NO_NETWORK);
  give_links();
  something_arrived();
}

}  // namespace tlscam

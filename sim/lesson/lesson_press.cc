#include "sim/lesson/lesson_press.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "sim/net/link.h"
#include "sim/scene/scene_json_value.h"
#include "sim/wire/address.h"
#include "sim/words/press.h"

namespace tlscam {
namespace {

using Button = LessonPress::Button;
using Words = std::vector<std::string_view>;

constexpr std::string_view kLabel = " | ";
constexpr std::size_t kToTheMinute = 16;  // "2026-11-23 10:42"

// `Form` is one way to write a line. Words in capitals are arguments (kArguments), the others stand for
// themselves.
struct Form {
  std::string_view pattern;
  Button button;
};

constexpr Form kForms[] = {
    {"power on CAMERA", Button::power_on},
    {"power off CAMERA", Button::power_off},
    {"reset CAMERA", Button::reset},
    {"stop CAMERA", Button::stop},
    {"wait TIME", Button::wait},
    {"true time DATE", Button::true_time},
    {"true time DATE CLOCK", Button::true_time},
    {"later TIME", Button::later},
    {"cable out LINK", Button::cable_out},
    {"cable in LINK", Button::cable_in},
    {"loss PERCENT LINK", Button::loss},
    {"duplication PERCENT LINK", Button::duplication},
    {"reordering PERCENT LINK", Button::reordering},
    {"delay TIME LINK", Button::delay},
    {"lose WHICH MESSAGE WAY LINK", Button::frame_fault},
    {"flip byte BYTE of WHICH MESSAGE WAY LINK", Button::frame_fault},
    {"flip bit BIT of byte BYTE of WHICH MESSAGE WAY LINK", Button::frame_fault},
    {"fault SERVICE KIND", Button::service_fault},
    {"fault SERVICE KIND name NAME", Button::service_fault},
    {"fault SERVICE KIND address ADDRESS", Button::service_fault},
    {"fault SERVICE KIND name NAME address ADDRESS", Button::service_fault},
    {"fault SERVICE KIND offset OFFSET", Button::service_fault},
    {"repair SERVICE", Button::service_repair},
    {"attack start ATTACKER", Button::attack_start},
    {"attack stop ATTACKER", Button::attack_stop},
    {"name CAUSE", Button::name_cause},
};

Words words_of(std::string_view text) {
  Words words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

Result<int> read_number(std::string_view word, int least, int most) {
  int number = 0;
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  if (error != std::errc() || stop != end || number < least || number > most)
    return fail("\"{}\" is not a whole number from {} to {}", word, least, most);
  return number;
}

Result<void> read_time(LessonPress& press, std::string_view word) {
  auto time = parse_duration(word);
  if (!time) return tl::unexpected(time.error());
  press.time = *time;
  return {};
}

Result<void> read_date(LessonPress& press, std::string_view word) {
  auto date = parse_instant(word);
  if (!date) return tl::unexpected(date.error());
  press.date = *date;
  return check_clock(press.date);
}

// The time of day; DATE stands before it.
Result<void> read_clock(LessonPress& press, std::string_view word) {
  auto date = parse_instant(to_text(press.date).substr(0, std::string_view("2026-11-23").size()) + " " +
                            std::string(word));
  if (!date) return tl::unexpected(date.error());
  press.date = *date;
  return check_clock(press.date);
}

Result<void> read_percent(LessonPress& press, std::string_view word) {
  constexpr int kAll = 100;
  if (!word.ends_with('%')) return fail("\"{}\" is not a percentage, such as 20%", word);
  auto percent = read_number(word.substr(0, word.size() - 1), 0, kAll);
  if (!percent) return tl::unexpected(percent.error());
  press.share = static_cast<double>(*percent) / kAll;
  return {};
}

Result<void> read_offset(LessonPress& press, std::string_view word) {
  const bool negative = word.starts_with('-');
  auto time = parse_duration(negative ? word.substr(1) : word);
  if (!time) return tl::unexpected(time.error());
  press.service_fault.offset = negative ? -*time : *time;
  return {};
}

Result<void> read_address(LessonPress& press, std::string_view word) {
  const auto address = parse_ipv4(word);
  if (!address) return fail("\"{}\" is not an IPv4 address", word);
  press.service_fault.address = *address;
  return {};
}

Result<void> read_byte(LessonPress& press, std::string_view word) {
  constexpr int kFarthest = 20'000;  // as check_fault() has it
  auto byte = read_number(word, -kFarthest, kFarthest);
  if (!byte) return tl::unexpected(byte.error());
  press.fault.byte = *byte;
  return {};
}

Result<void> read_bit(LessonPress& press, std::string_view word) {
  constexpr int kHighest = 7;
  auto bit = read_number(word, 0, kHighest);
  if (!bit) return tl::unexpected(bit.error());
  press.fault.bit = static_cast<std::uint8_t>(*bit);
  return {};
}

// "next", or the 2nd, 3rd, ... that comes from now on.
Result<void> read_which(LessonPress& press, std::string_view word) {
  if (word == "next") return {};
  constexpr int kMost = 1000;
  constexpr std::size_t kEnding = 2;
  const bool has_ending = word.size() > kEnding && (word.ends_with("st") || word.ends_with("nd") ||
                                                    word.ends_with("rd") || word.ends_with("th"));
  const auto number = has_ending ? read_number(word.substr(0, word.size() - kEnding), 1, kMost) : fail("");
  if (!number) return fail("\"{}\" is neither \"next\" nor a place such as \"2nd\"", word);
  press.fault.nth = static_cast<std::uint32_t>(*number);
  return {};
}

Result<void> read_message(LessonPress& press, std::string_view word) {
  const auto row = std::ranges::find(kFaultTargets, word, &FaultTargetRow::id);
  if (row != kFaultTargets.end()) {
    press.fault.target = row->target;
    return {};
  }
  const auto ids = fault_target_ids();
  const std::vector<std::string> known(ids.begin(), ids.end());
  const std::string meant = did_you_mean(word, known);
  if (!meant.empty()) return fail("\"{}\" is not a message{}", word, meant);
  return fail("\"{}\" is not a message; messages are {}", word, fmt::join(known, ", "));
}

Result<void> read_way(LessonPress& press, std::string_view word) {
  if (word != "from" && word != "to") return fail("\"{}\" is neither \"from\" nor \"to\"", word);
  press.fault.direction = word == "from" ? Direction::from_node : Direction::to_node;
  return {};
}

template <auto member>
Result<void> keep(LessonPress& press, std::string_view word) {
  press.*member = word;
  return {};
}

template <auto member>
Result<void> keep_in_fault(LessonPress& press, std::string_view word) {
  press.service_fault.*member = word;
  return {};
}

struct Argument {
  std::string_view name;
  Result<void> (*read)(LessonPress& press, std::string_view word);
};

constexpr Argument kArguments[] = {
    {"CAMERA", keep<&LessonPress::camera>},
    {"LINK", keep<&LessonPress::link>},
    {"SERVICE", keep<&LessonPress::service>},
    {"ATTACKER", keep<&LessonPress::attacker>},
    {"CAUSE", keep<&LessonPress::cause>},
    {"KIND", keep_in_fault<&ServiceFault::kind>},
    {"NAME", keep_in_fault<&ServiceFault::name>},
    {"ADDRESS", read_address},
    {"OFFSET", read_offset},
    {"TIME", read_time},
    {"DATE", read_date},
    {"CLOCK", read_clock},
    {"PERCENT", read_percent},
    {"WHICH", read_which},
    {"MESSAGE", read_message},
    {"WAY", read_way},
    {"BYTE", read_byte},
    {"BIT", read_bit},
};

const Argument* argument(std::string_view word) {
  const auto found = std::ranges::find(kArguments, word, &Argument::name);
  return found == std::end(kArguments) ? nullptr : found;
}

bool fits(const Words& pattern, const Words& line) {
  if (pattern.size() != line.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (!argument(pattern[i]) && pattern[i] != line[i]) return false;
  return true;
}

Result<LessonPress> read_form(const Form& form, const Words& line) {
  LessonPress press;
  press.button = form.button;
  press.fault.action = line.front() == "flip" ? FaultAction::flip : FaultAction::drop;
  const Words pattern = words_of(form.pattern);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const Argument* const wanted = argument(pattern[i]);
    if (!wanted) continue;
    if (auto read = wanted->read(press, line[i]); !read) return fail("press: {}", read.error().text);
  }
  return press;
}

// The forms that begin like the line, or all.
std::string forms_like(std::string_view first_word) {
  std::string like, all;
  for (const Form& form : kForms) {
    const auto add = [&](std::string& list) { list.append(list.empty() ? "" : ", ").append(form.pattern); };
    add(all);
    if (form.pattern.starts_with(first_word)) add(like);
  }
  return like.empty() ? all : like;
}

Result<LessonPress> read_press(std::string_view text) {
  const Words line = words_of(text);
  if (line.empty()) return fail("press: the line is empty");
  for (const Form& form : kForms)
    if (fits(words_of(form.pattern), line)) return read_form(form, line);
  return fail("press: \"{}\" is none of {}", text, forms_like(line.front()));
}

std::string message_text(FaultTarget target) {
  switch (target) {
    case FaultTarget::frame:
      return words<"press.frame">();
    case FaultTarget::segment:
      return words<"press.segment">();
    case FaultTarget::datagram:
      return words<"press.datagram">();
    case FaultTarget::alert:
      return words<"press.alert">();
    case FaultTarget::application_data:
      return words<"press.application_data">();
    default:
      return std::string(to_text(target));  // names of the protocol
  }
}

std::string fault_label(const LessonPress& press) {
  const FrameFault& fault = press.fault;
  const std::string message = message_text(fault.target);
  const bool from = fault.direction == Direction::from_node;
  std::string label = fault.action == FaultAction::drop
                          ? (from ? words<"press.lose_from">({.message = message, .link = press.link})
                                  : words<"press.lose_to">({.message = message, .link = press.link}))
                          : (from ? words<"press.flip_from">({.message = message, .link = press.link})
                                  : words<"press.flip_to">({.message = message, .link = press.link}));
  if (fault.nth <= 1) return label;
  return words<"press.after_others">({.count = fault.nth - 1, .press = label});
}

std::string later_label(Duration time) {
  using namespace std::chrono_literals;
  constexpr Duration kDay = 24h;
  const auto whole = [time](Duration unit) { return static_cast<std::size_t>(time / unit); };
  if (time % kDay == 0s) return words<"press.days_later">({.count = whole(kDay)});
  if (time % Duration(1h) == 0s) return words<"press.hours_later">({.count = whole(1h)});
  return words<"press.minutes_later">({.count = whole(1min)});
}

std::string percent_text(double share) {
  constexpr double kAll = 100;
  return std::to_string(std::lround(share * kAll));
}

Result<void> check_link(const LessonPress& press, const Scene& scene) {
  if (press.link.empty() || has_link(scene, press.link)) return {};
  std::vector<std::string> known{"gateway"};
  for (const SceneCamera& camera : scene.cameras) known.push_back(camera.name);
  return fail("world.json has no link \"{}\"{}", press.link, did_you_mean(press.link, known));
}

Result<void> check_service(const LessonPress& press, const Scene& scene) {
  if (press.service.empty()) return {};
  const auto services = scene_services(scene);
  const auto found = services.find(press.service);
  if (found == services.end()) {
    std::vector<std::string> known;
    known.reserve(services.size());
    for (const auto& service : services) known.push_back(service.first);
    return fail("world.json has no service \"{}\"{}", press.service, did_you_mean(press.service, known));
  }
  if (press.button != Button::service_fault) return {};
  if (auto checked = check_service_faults(*found->second, {press.service_fault}); !checked)
    return fail("press: {}: the fault{}", press.service, checked.error().text);
  return {};
}

Result<void> check_attacker(const LessonPress& press, const Scene& scene) {
  if (press.attacker.empty() || has_attacker(scene, press.attacker)) return {};
  return fail("world.json has no attacker \"{}\"", press.attacker);
}

Result<void> check_times(const LessonPress& press) {
  using namespace std::chrono_literals;
  if (press.button == Button::later && (press.time < 1min || press.time % Duration(1min) != 0s))
    return fail("press: \"later\" takes whole minutes, hours or days, such as 200d");
  if (press.button != Button::delay) return {};
  return check_conditions({.delay = press.time});
}

}  // namespace

Result<LessonPress> parse_press(std::string_view line) {
  const std::size_t bar = line.find(kLabel);
  const std::string_view text = line.substr(0, bar);
  auto press = read_press(text);
  if (!press) return press;
  press->text = text;
  if (bar != std::string_view::npos) press->label = line.substr(bar + kLabel.size());
  if (press->button == Button::service_fault && press->label.empty())
    return fail("press: a fault of a service has words of its own: \"{} | Let the time server lie\"", text);
  if (auto checked = check_times(*press); !checked) return tl::unexpected(checked.error());
  if (press->button != Button::frame_fault) return press;
  if (auto checked = check_fault(press->fault); !checked) return fail("press: {}", checked.error().text);
  return press;
}

Result<void> check_press(const LessonPress& press, const Scene& scene) {
  if (auto checked = check_link(press, scene); !checked) return checked;
  if (auto checked = check_attacker(press, scene); !checked) return checked;
  return check_service(press, scene);
}

std::vector<std::string_view> press_forms() {
  std::vector<std::string_view> forms;
  forms.reserve(std::size(kForms));
  for (const Form& form : kForms) forms.push_back(form.pattern);
  return forms;
}

std::string press_label(const LessonPress& press) {
  if (!press.label.empty()) return press.label;
  switch (press.button) {
    case Button::power_on:
      return words<"press.power_on">({.camera = press.camera});
    case Button::power_off:
      return words<"press.power_off">({.camera = press.camera});
    case Button::reset:
      return words<"press.reset">({.camera = press.camera});
    case Button::stop:
      return words<"press.stop">({.camera = press.camera});
    case Button::wait:
      return words<"press.wait">({.time = press.text.substr(press.text.rfind(' ') + 1)});
    case Button::true_time:
      return words<"press.true_time">({.time = to_text(press.date).substr(0, kToTheMinute)});
    case Button::later:
      return later_label(press.time);
    case Button::cable_out:
      return words<"press.cable_out">({.link = press.link});
    case Button::cable_in:
      return words<"press.cable_in">({.link = press.link});
    case Button::loss:
      return words<"press.loss">({.percent = percent_text(press.share), .link = press.link});
    case Button::duplication:
      return words<"press.duplication">({.percent = percent_text(press.share), .link = press.link});
    case Button::reordering:
      return words<"press.reordering">({.percent = percent_text(press.share), .link = press.link});
    case Button::delay:
      return words<"press.delay">({.link = press.link, .time = words_of(press.text)[1]});
    case Button::frame_fault:
      return fault_label(press);
    case Button::service_fault:
      return press.text;  // has words of its own always
    case Button::service_repair:
      return words<"press.repair">({.service = press.service});
    case Button::attack_start:
      return words<"press.attack_start">({.attacker = press.attacker});
    case Button::attack_stop:
      return words<"press.attack_stop">({.attacker = press.attacker});
    case Button::name_cause:
      return words<"press.name">({.cause = press.cause});
  }
  return press.text;
}

}  // namespace tlscam

#include "sim/lab/view/attacker_view.h"

#include <algorithm>

#include "sim/base/utf8.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/running_services.h"
#include "sim/wire/ip_packet.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostShown = 50;
constexpr std::size_t kMostText = 2000;

// Clients have a port for the moment, which says nothing; it is the higher one.
std::string with_port(std::string name, std::uint16_t port, std::uint16_t other) {
  return port == 0 || port > other ? name : fmt::format("{}:{}", name, port);
}

std::string title_of(const Learned& one, const NameOfAddress& name_of) {
  const std::string from = with_port(name_of(ipv4_of(one.from.address)), one.from.port, one.to.port);
  const std::string to = with_port(name_of(ipv4_of(one.to.address)), one.to.port, one.from.port);
  switch (one.kind) {
    case LearnedKind::text:
      return one.sealed ? words<"attacker.sealed_text">({.from = from, .to = to})
                        : words<"attacker.text">({.from = from, .to = to});
    case LearnedKind::name:
      return words<"attacker.name">({.from = from, .protocol = one.about});
    case LearnedKind::certificate:
      return words<"attacker.certificate">({.from = from, .to = to});
    case LearnedKind::size:
      return one.to == FlowEnd{} ? words<"attacker.size_to_victims">({.from = from})
                                 : words<"attacker.size">({.from = from, .to = to});
    case LearnedKind::changed:
      return words<"attacker.changed">({.from = from, .to = to});
    case LearnedKind::refused:
      return words<"attacker.refused">({.from = from});
    case LearnedKind::file:
      return words<"attacker.file">({.file = one.about});
    case LearnedKind::key:
      return words<"attacker.key">({.file = one.about});
  }
  return "";
}

std::size_t count_of_line_ends(ByteView bytes) {
  return static_cast<std::size_t>(std::ranges::count_if(
      bytes, [](std::uint8_t byte) { return byte == '\n' || byte == '\r' || byte == '\t'; }));
}

// Of a binary file the size: its bytes say nothing to people.
std::string text_of(const Learned& one) {
  if (one.kind == LearnedKind::size) return words<"attacker.bytes_not_read">({.count = one.size});
  const bool is_file = one.kind == LearnedKind::file || one.kind == LearnedKind::key;
  if (is_file &&
      without_controls(as_text(one.bytes)).size() + count_of_line_ends(one.bytes) < one.bytes.size())
    return words<"attacker.binary">({.count = one.size});
  std::string text = printable(as_text(one.bytes));
  if (text.size() <= kMostText) return text;
  std::size_t size = kMostText;
  const auto is_inside_character = [&](std::size_t at) {
    return (static_cast<std::uint8_t>(text[at]) & 0xc0) == 0x80;
  };
  while (is_inside_character(size)) --size;
  text.resize(size);
  return text;
}

}  // namespace

AttackerView show_attacker(const RunningService& running, const NameOfAddress& name_of) {
  const Attacker& attacker = *running.attacker();
  AttackerView view;
  view.name = running.id;
  view.kind = running.form->key;
  view.title = running.form->title;
  view.does = running.form->does;
  view.link = running.link;
  view.host = running.host;
  view.camera = running.camera;
  view.active = attacker.active();
  const std::vector<ServiceFact> facts = running.service->facts();
  view.facts.reserve(facts.size());
  for (const ServiceFact& fact : facts) view.facts.push_back({fact.label, fact.value});
  const auto& learned = attacker.learned();
  const std::size_t first = learned.size() - std::min(learned.size(), kMostShown);
  view.learned.reserve(learned.size() - first);
  for (std::size_t i = first; i < learned.size(); ++i) {
    const Learned& one = learned[i];
    view.learned.push_back(
        {one.at, std::string(learned_kind_id(one.kind)), title_of(one, name_of), text_of(one), one.size});
  }
  view.learned_total = attacker.learned_count();
  return view;
}

}  // namespace tlscam

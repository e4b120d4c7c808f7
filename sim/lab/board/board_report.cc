#include "sim/lab/board/board_report.h"

#include <fmt/format.h>

#include <iterator>

#include "sim/base/utf8.h"
#include "sim/deploy/firmware_facts.h"
#include "sim/lab/board/board_view.h"
#include "sim/time/instant.h"

namespace tlscam {

namespace {

std::string clock_text(const BoardFacts& facts) {
  if (!facts.clock) return "it has none";
  const std::optional<Instant> clock = board_clock(facts);
  return clock ? to_text(*clock) : "it makes no sense";
}

}  // namespace

std::string board_title(const BoardFacts& facts) {
  return printable(
      fmt::format("{}: {}", facts.machine.empty() ? "a board" : facts.machine, firmware_name(facts)));
}

std::string firmware_report(const BoardFacts& facts) {
  std::string text = board_title(facts) + "\n";
  const auto line = [&text](std::string_view label, const std::string& value) {
    fmt::format_to(std::back_inserter(text), "  {:<10}{}\n", label, printable(value));
  };
  for (const BoardPlace& place : facts.places)
    line(printable(place.path), fmt::format("{} kB, {} kB free{}", place.size / 1024, place.free / 1024,
                                            place.writable ? "" : ", read-only"));
  if (facts.heap_free && facts.heap_used)
    line("heap", fmt::format("{} kB free, {} kB used", *facts.heap_free / 1024, *facts.heap_used / 1024));
  line("clock", clock_text(facts));

  const auto lacks = firmware_lacks(facts);
  text += lacks.empty() ? "It has everything that the lessons need.\n" : "It lacks for the lessons:\n";
  for (const FirmwareLack& lack : lacks) text += fmt::format("  {}: {}\n", lack.what, lack.then);
  text += "How to update its firmware:\n";
  int number = 0;
  for (const std::string& step : how_to_update(facts)) text += fmt::format("  {}. {}\n", ++number, step);
  return text;
}

}  // namespace tlscam

#include "sim/deploy/firmware_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "sim/deploy/reply_fields.h"

namespace tlscam {

namespace {

// Versions of MicroPython in which something came, by the commit that brought it: DTLS 321b30ca56, client_id
// and the cookie 41e0ec96cb, ROMFS with vfs.rom_ioctl in 1.25. PEM came by 8356e6732f, after 1.28, the newest
// release when this was written.
constexpr std::string_view kDtls = "1.26.0";
constexpr std::string_view kMaybeDtls = "1.25.0";  // OpenMV 4.7 is near 1.25, with some commits of later ones
constexpr std::string_view kClientId = "1.26.0";
constexpr std::string_view kRomfs = "1.25.0";
constexpr std::string_view kNotYetPem = "1.28.999";

std::array<unsigned, 3> numbers_of(std::string_view version) {
  std::array<unsigned, 3> numbers{};
  for (unsigned& number : numbers) {
    const std::string_view part = take_field(version, '.');
    std::from_chars(part.data(), part.data() + part.size(), number);  // "0-preview" is 0
  }
  return numbers;
}

Ability since(std::string_view version, std::string_view first) {
  if (version.empty()) return Ability::unknown;
  return is_at_least(version, first) ? Ability::yes : Ability::no;
}

void add(std::vector<FirmwareLack>& lacks, Ability ability, std::string what, std::string then) {
  if (ability == Ability::yes) return;
  if (ability == Ability::unknown) what += " (perhaps: try it)";
  lacks.push_back({std::move(what), std::move(then)});
}

}  // namespace

bool is_at_least(std::string_view version, std::string_view least) {
  return numbers_of(version) >= numbers_of(least);
}

FirmwareFacts firmware_facts(const BoardFacts& board) {
  FirmwareFacts facts;
  const auto has = [&board](std::string_view module) {
    return std::find(board.modules.begin(), board.modules.end(), module) != board.modules.end();
  };
  facts.tls = has("ssl") || has("tls") ? Ability::yes : Ability::no;
  facts.dtls = since(board.micropython, kDtls);
  if (facts.dtls == Ability::no && is_at_least(board.micropython, kMaybeDtls)) facts.dtls = Ability::unknown;
  facts.client_id = since(board.micropython, kClientId);
  facts.romfs = since(board.micropython, kRomfs);
  facts.pem = is_at_least(board.micropython, kNotYetPem) ? Ability::unknown : Ability::no;
  if (facts.tls == Ability::no) facts.dtls = facts.client_id = facts.pem = Ability::no;
  return facts;
}

std::vector<FirmwareLack> firmware_lacks(const BoardFacts& board) {
  const FirmwareFacts facts = firmware_facts(board);
  std::vector<FirmwareLack> lacks;
  if (facts.tls == Ability::no) {
    add(lacks, facts.tls, "TLS", "none of the lessons can be done on it: its firmware has no module ssl");
    return lacks;
  }
  add(lacks, facts.dtls, "DTLS", "lessons about DTLS cannot be done on it");
  add(lacks, facts.client_id, "client_id", "a DTLS server on it cannot ask clients for a cookie");
  add(lacks, facts.pem, "PEM", "give it certificates and keys as DER: 'openssl x509 -outform DER'");
  add(lacks, facts.romfs, "ROMFS", "files go to /flash, not into a read-only image");
  if (std::find(board.modules.begin(), board.modules.end(), "ntptime") == board.modules.end())
    add(lacks, Ability::no, "ntptime",
        "its clock is set by hand, or by a copy of ntptime.py in its lib folder");
  return lacks;
}

std::string firmware_name(const BoardFacts& board) {
  const std::string micropython =
      "MicroPython " + (board.micropython.empty() ? "of an unknown version" : board.micropython);
  return board.openmv ? fmt::format("OpenMV {} ({})", *board.openmv, micropython) : micropython;
}

std::vector<std::string> how_to_update(const BoardFacts& board) {
  if (board.openmv)
    return {
        "Copy your files from the camera: an update can erase /flash.",
        "Open the OpenMV IDE (openmv.io), connect to the camera and choose Tools, Install the Latest "
        "Release.",
        "If the camera is not found any more: pull the cable, hold BOOT or connect BOOT to RST as its page "
        "says, "
        "and put the cable back. The IDE then offers to repair it. By hand: 'dfu-util -l' lists it.",
        "Look again: tlscam firmware",
    };
  return {
      "Copy your files from the board: an update can erase its file system.",
      "Look for the board at micropython.org/download: its page has the firmware and the steps.",
      "Look again: tlscam firmware",
  };
}

}  // namespace tlscam

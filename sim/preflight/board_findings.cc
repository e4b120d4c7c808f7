// The checks of the board itself: its heap, its file systems, whether it has TLS at all.
#include <algorithm>
#include <map>

#include "sim/preflight/handshake_cost.h"
#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

const BoardPlace* place_of(const BoardFacts& facts, std::string_view path) {
  const BoardPlace* best = nullptr;
  for (const BoardPlace& place : facts.places) {
    const bool inside = place.path == "/" || path == place.path || path.starts_with(place.path + "/");
    if (inside && (!best || place.path.size() > best->path.size())) best = &place;
  }
  return best;
}

/// The keys that the measured costs are listed by.
std::string keys_of(const Inspection& inspection) {
  std::string keys = "P-256";
  for (const InspectedFile& file : inspection.files) {
    const std::string& type = file.content.certificates.empty() ? file.content.key_type
                                                                : file.content.certificates.front().key_type;
    if (type.starts_with("RSA")) return "RSA-2048";
    if (type == "P-384" || type == "P-521") keys = "P-384";
  }
  return keys;
}

void check_heap(Inspection& inspection) {
  if (!inspection.facts.heap_free) return;
  const bool has_own =
      std::ranges::any_of(inspection.files, [](const InspectedFile& file) { return file.is_own; });
  const HandshakeCost* most = nullptr;
  for (const ScriptFacts& script : inspection.scripts) {
    for (const bool server : {true, false}) {
      if (server ? !script.serves : !script.connects) continue;
      const bool mutual = server ? script.verifies : has_own && script.verifies;
      const HandshakeCost* cost = handshake_cost(server, keys_of(inspection), mutual);
      if (cost && (!most || cost->least_free > most->least_free)) most = cost;
    }
  }
  if (!most) return;
  const std::uint64_t free = *inspection.facts.heap_free;
  // A second copy of the buffers is needed while one connection ends and the next begins.
  const bool too_small = free < most->least_free;
  if (!too_small && free >= 2 * most->least_free) return;
  inspection.add(
      {too_small ? Severity::stops : Severity::warns, FindingKind::heap_too_small,
       fmt::format("The board's heap has {} bytes free.", free),
       fmt::format(
           "A {} with {} keys needs {} bytes at least, {} of them in one piece, as measured on a "
           "Cortex-M7{}.",
           most->server ? "server" : "client", most->keys, most->least_free, kLargestPiece,
           too_small ? "" : ": one connection at a time fits, before pictures and lists fill the rest"),
       "Connect before anything else fills the heap, call gc.collect() first, and close each connection.", "",
       ""});
}

void check_tls(Inspection& inspection) {
  const std::vector<std::string>& modules = inspection.facts.modules;
  const bool wants = std::ranges::any_of(
      inspection.scripts, [](const ScriptFacts& script) { return script.serves || script.connects; });
  const auto has = [&](std::string_view name) { return std::ranges::find(modules, name) != modules.end(); };
  if (!wants || modules.empty() || has("tls") || has("ssl")) return;
  inspection.add({Severity::stops, FindingKind::no_tls, "This board's firmware has no TLS.",
                  "Neither ssl nor tls can be imported.",
                  "Use a board whose firmware has it: RT1062, N6, AE3, Portenta H7, Nicla Vision, Giga.", "",
                  ""});
}

void check_places(Inspection& inspection) {
  struct Need {
    std::uint64_t bytes = 0;
    std::string first;
  };
  std::map<const BoardPlace*, Need> needs;
  for (const InspectedFile& file : inspection.files) {
    const std::string& path = file.plan->path;
    if (!path.starts_with('/')) {
      inspection.add({Severity::stops, FindingKind::path_not_absolute,
                      fmt::format("{} is a relative path.", path),
                      "With an SD card in the camera the same path means another place.",
                      fmt::format("Write /flash/{}.", path), path, ""});
      continue;
    }
    if (inspection.facts.places.empty() || inspection.purpose.way == DeploymentWay::romfs) continue;
    const BoardPlace* place = place_of(inspection.facts, path);
    if (!place) {
      std::vector<std::string> all;
      for (const BoardPlace& one : inspection.facts.places) all.push_back(one.path);
      inspection.add({Severity::stops, FindingKind::no_such_place,
                      fmt::format("The board has no place for {}.", path),
                      fmt::format("It has {}.", fmt::join(all, ", ")),
                      path.starts_with("/sdcard") ? "Put an SD card into the camera, or use /flash."
                                                  : "Use one of these.",
                      path, ""});
      continue;
    }
    if (!place->writable)
      inspection.add({Severity::stops, FindingKind::place_read_only,
                      fmt::format("{} cannot be written: {} is read-only.", path, place->path), "",
                      place->path == "/rom" ? "Files for /rom go there as an image: tlscam deploy --romfs."
                                            : "Use /flash.",
                      path, ""});
    // Each file is there twice for a moment, and a FAT volume gives space by clusters.
    constexpr std::uint64_t kCluster = 4096;
    Need& need = needs[place];
    if (need.first.empty()) need.first = path;
    need.bytes += (file.plan->contents.size() / kCluster + 1) * kCluster;
  }
  for (const auto& [place, need] : needs) {
    if (!place->writable || need.bytes <= place->free) continue;
    inspection.add({Severity::stops, FindingKind::no_space,
                    fmt::format("{} has {} bytes free, and the files need about {}.", place->path,
                                place->free, need.bytes),
                    "The copy would end in the middle.", "Remove what is not needed there.", need.first, ""});
  }
}

/// With a card the camera starts from there (OpenMV's main.c), unless a file SKIPSD lies in /flash.
void check_card(Inspection& inspection) {
  const bool card = std::ranges::find(inspection.facts.places, "/sdcard", &BoardPlace::path) !=
                    inspection.facts.places.end();
  const auto main = std::ranges::find_if(
      inspection.files, [](const InspectedFile& file) { return file.plan->path == "/flash/main.py"; });
  const bool skips = std::ranges::find(inspection.purpose.already_there, "/flash/SKIPSD") !=
                     inspection.purpose.already_there.end();
  if (!card || main == inspection.files.end() || skips) return;
  inspection.add({Severity::warns, FindingKind::card_hides_flash, "There is an SD card in the camera.",
                  "It starts main.py of the card, and not the one in /flash.",
                  "Deploy to /sdcard, take the card out, or put an empty file SKIPSD into /flash.",
                  main->plan->path, ""});
}

}  // namespace

void check_board(Inspection& inspection) {
  check_heap(inspection);
  check_tls(inspection);
  check_places(inspection);
  check_card(inspection);
  if (inspection.purpose.way == DeploymentWay::romfs)
    inspection.add({Severity::warns, FindingKind::models_replaced,
                    "A new image replaces all that is in /rom.",
                    "The factory's models and cascades lie there, and are gone with it.",
                    "Keep the copy of the old image, or merge: tlscam deploy --romfs --merge.", "", ""});
}

}  // namespace tlscam

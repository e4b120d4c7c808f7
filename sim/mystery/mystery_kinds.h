#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/mystery/mystery_setup.h"

namespace tlscam {

/// `MysteryPart` is the part of a setup that is at fault. There is one repair for each (mystery_repair.h).
enum class MysteryPart {
  restart,  ///< nothing but a script that does not run
  server_script,
  client_script,
  server_files,        ///< files on the server's drive; the workstation has the right ones
  server_certificate,  ///< it has to be signed anew; the key stays
  server_key,          ///< it has to be made anew, and the certificate with it
  client_anchor,       ///< the authority's certificate on the client's drive
  client_files,
  client_certificate,
  authority,  ///< its own certificate
  time,       ///< the time service
  names,      ///< the name service
  cable,
  power,
};

/// `MysteryClue` is where evidence of a fault can be found. The lines that cameras print, the map and the
/// services are always in view.
enum class MysteryClue { server_code, client_code, certificate, key, anchor, clock, look_up };

/// `MysteryKind` is one kind of fault.
struct MysteryKind {
  std::string_view id;     ///< "certificate-expired"
  std::string (*title)();  ///< in words, for the list that a learner chooses from
  MysteryPart part;
  MysteryShape shape;
  /// A diagnosis that names it has one of these causes (sim/diagnose). Empty: none does, and `prints` is the
  /// evidence.
  std::vector<std::string_view> causes;
  std::string_view prints;  ///< a line with this, from a camera, shows it as well; empty: none does
  /// Where it can be seen; empty: what is always in view shows it.
  std::vector<MysteryClue> clues;
  void (*apply)(MysterySetup& setup);
};

/// `mystery_kinds` lists all kinds, in the order of the list.
std::span<const MysteryKind> mystery_kinds();

/// `find_mystery_kind` finds a kind by its id; nullptr: there is none.
const MysteryKind* find_mystery_kind(std::string_view id);

/// The tables, one for each group.
std::vector<MysteryKind> certificate_mysteries();
std::vector<MysteryKind> file_mysteries();
std::vector<MysteryKind> script_mysteries();
std::vector<MysteryKind> network_mysteries();

}  // namespace tlscam

#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tlscam {

/// `Severity` says what a finding means for a deployment.
enum class Severity : std::uint8_t {
  stops,  ///< the deployment cannot work on that camera
  warns,  ///< it works, but not as people expect, or not safely
  notes,  ///< good to know
};

/// `FindingKind` lists everything that a pre-flight can find.
enum class FindingKind : std::uint8_t {
  // files
  pem,
  only_first_counts,
  kind_not_known,
  encrypted_key,
  trailing_bytes,
  unreadable,
  no_use_for_it,
  refused_by_peers,
  too_large_to_send,
  key_in_certificate_file,
  key_of_authority,
  key_does_not_belong,
  costly_key,
  not_yet_valid,
  expired,
  expires_soon,
  board_clock_wrong,
  who_may_connect,
  name_not_covered,
  no_alternative_names,
  shared_key,
  key_on_drive,
  key_in_romfs,
  // scripts
  verifies_nobody,
  wifi_password,
  no_dtls,
  no_client_id,
  file_not_deployed,
  relative_path,
  module_missing,
  module_of_simulator,
  never_returns,
  cannot_be_interrupted,
  nothing_starts,
  // the board
  heap_too_small,
  no_tls,
  no_space,
  no_such_place,
  place_read_only,
  path_not_absolute,
  card_hides_flash,
  models_replaced,
};

/// `Finding` is one thing that a pre-flight noticed, for people. All texts are whole sentences.
struct Finding {
  Severity severity = Severity::notes;
  FindingKind kind = FindingKind::unreadable;
  std::string what;     ///< the matter, with the values found
  std::string why;      ///< the consequence on this camera; may be empty
  std::string mend;     ///< a way out of it; may be empty
  std::string file;     ///< path on the board of the file that it is about; empty: about the board
  std::string command;  ///< a command of the shell that mends it; empty when none does
};

/// `to_text` gives the enumerator's own name.
std::string_view to_text(Severity severity);
std::string_view to_text(FindingKind kind);

}  // namespace tlscam

#include "sim/preflight/finding.h"

namespace tlscam {

std::string_view to_text(Severity severity) {
  switch (severity) {
    case Severity::stops:
      return "stops";
    case Severity::warns:
      return "warns";
    case Severity::notes:
      return "notes";
  }
  return "";
}

std::string_view to_text(FindingKind kind) {
  switch (kind) {
    case FindingKind::pem:
      return "pem";
    case FindingKind::only_first_counts:
      return "only_first_counts";
    case FindingKind::kind_not_known:
      return "kind_not_known";
    case FindingKind::encrypted_key:
      return "encrypted_key";
    case FindingKind::trailing_bytes:
      return "trailing_bytes";
    case FindingKind::unreadable:
      return "unreadable";
    case FindingKind::no_use_for_it:
      return "no_use_for_it";
    case FindingKind::refused_by_peers:
      return "refused_by_peers";
    case FindingKind::too_large_to_send:
      return "too_large_to_send";
    case FindingKind::key_in_certificate_file:
      return "key_in_certificate_file";
    case FindingKind::key_of_authority:
      return "key_of_authority";
    case FindingKind::key_does_not_belong:
      return "key_does_not_belong";
    case FindingKind::costly_key:
      return "costly_key";
    case FindingKind::not_yet_valid:
      return "not_yet_valid";
    case FindingKind::expired:
      return "expired";
    case FindingKind::expires_soon:
      return "expires_soon";
    case FindingKind::board_clock_wrong:
      return "board_clock_wrong";
    case FindingKind::who_may_connect:
      return "who_may_connect";
    case FindingKind::name_not_covered:
      return "name_not_covered";
    case FindingKind::no_alternative_names:
      return "no_alternative_names";
    case FindingKind::shared_key:
      return "shared_key";
    case FindingKind::key_on_drive:
      return "key_on_drive";
    case FindingKind::key_in_romfs:
      return "key_in_romfs";
    case FindingKind::verifies_nobody:
      return "verifies_nobody";
    case FindingKind::wifi_password:
      return "wifi_password";
    case FindingKind::no_dtls:
      return "no_dtls";
    case FindingKind::no_client_id:
      return "no_client_id";
    case FindingKind::file_not_deployed:
      return "file_not_deployed";
    case FindingKind::relative_path:
      return "relative_path";
    case FindingKind::module_missing:
      return "module_missing";
    case FindingKind::module_of_simulator:
      return "module_of_simulator";
    case FindingKind::never_returns:
      return "never_returns";
    case FindingKind::cannot_be_interrupted:
      return "cannot_be_interrupted";
    case FindingKind::nothing_starts:
      return "nothing_starts";
    case FindingKind::heap_too_small:
      return "heap_too_small";
    case FindingKind::no_tls:
      return "no_tls";
    case FindingKind::no_space:
      return "no_space";
    case FindingKind::no_such_place:
      return "no_such_place";
    case FindingKind::place_read_only:
      return "place_read_only";
    case FindingKind::path_not_absolute:
      return "path_not_absolute";
    case FindingKind::card_hides_flash:
      return "card_hides_flash";
    case FindingKind::models_replaced:
      return "models_replaced";
  }
  return "";
}

}  // namespace tlscam

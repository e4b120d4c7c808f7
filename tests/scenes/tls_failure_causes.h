#pragma once
#include <string>
#include <utility>

namespace tlscam {

/// `cause_of_row` is the cause that the diagnosis ranks first, by the row of the table of failures; it is
/// empty if nothing is wrong.
inline std::string cause_of_row(const std::string& row) {
  static constexpr std::pair<const char*, const char*> kCauses[] = {
      {"03", "clock-behind"},
      {"04", "certificate-expired"},
      {"05", "clock-behind"},
      {"06", "clock-ahead"},
      {"07", "anchor-expired"},
      {"08", "wrong-name"},
      {"08f", "address-not-in-certificate"},
      {"09", "no-server-hostname"},
      {"09b", "verifies-nothing"},
      {"10", "unknown-signer"},
      {"12", "no-trust-anchor"},
      {"12b", "verifies-nothing-optional"},
      {"13", "intermediate-missing"},
      {"14b", "joined-chain"},
      {"14c", "joined-trust-anchors"},
      {"15", "anchor-is-no-authority"},
      {"16", "certificate-unfit-for-server"},
      {"17", "certificate-unfit-for-server"},
      {"18", "weak-signature"},
      {"25", "key-of-another-certificate"},
      {"31", "no-client-certificate"},
      {"32", "unknown-signer"},
      {"33", "certificate-expired"},
      {"36", "clock-behind"},
      {"37", "nothing-in-common"},
      {"38", "server-without-certificate"},
      {"39", "not-tls"},
      {"40", "not-tls"},
      {"41", "hung-up"},
      {"42", "no-answer-in-time"},
      {"43", "changed-on-the-way"},
      {"44", "certificate-changed-on-the-way"},
      {"45", "changed-on-the-way"},
      {"46", "changed-on-the-way"},
      {"48", "data-changed-on-the-way"},
  };
  for (const auto& [id, cause] : kCauses) {
    if (row == id) return cause;
  }
  return "";
}

}  // namespace tlscam

#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "sim/certificate/chain.h"
#include "sim/diagnose/evidence.h"

namespace tlscam {

/// `files_in_calls` returns the files whose names stand between the brackets of these calls in the script, in
/// the order of the script: `files_in_calls(side, "load_cert_chain")`.
std::vector<const FileEvidence*> files_in_calls(const SideEvidence& side, std::string_view function);

/// `loaded_anchors` returns the trust anchors that the script loads. When the calls name no files, because
/// the script reads them elsewhere, it returns the certificates that the script names and does not show
/// itself.
std::vector<const FileEvidence*> loaded_anchors(const SideEvidence& side);

/// `ChainVerdicts` is what each end must have found about the chain that the other end showed. A verdict is
/// absent when the chain or the anchors are not known, or when it contradicts what the end reported.
struct ChainVerdicts {
  std::optional<ChainVerdict> by_client;
  std::optional<ChainVerdict> by_server;
};

/// `judge_chains` verifies both chains again, with mbedTLS's own verification, the clocks and the names of
/// this failure.
ChainVerdicts judge_chains(const FailureEvidence& evidence);

}  // namespace tlscam

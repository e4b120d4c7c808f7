#pragma once
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/certificate/chain.h"
#include "sim/certificate/name_match.h"
#include "sim/dissect/tree/field.h"
#include "sim/time/instant.h"

// What `tlscam cert` says of certificates beside what a file is (file_view.h).

namespace tlscam {

/// One piece of a file and its tree: all of a DER file, or a block of a PEM file.
struct CertificateTree {
  std::string label;  ///< "CERTIFICATE"; empty for DER
  Bytes bytes;        ///< DER, with zeros for what is secret of a private key
  FieldTree fields;
};

/// The trees of a file. None when it is neither DER nor PEM, or only PEM that cannot be read.
std::vector<CertificateTree> certificate_trees(ByteView file);
std::string to_text(const std::vector<CertificateTree>& trees);
std::string to_json(const std::vector<CertificateTree>& trees);

/// A row for each name, of the file's first certificate. See who_may_connect().
Result<std::vector<NameMatch>> name_matches(ByteView file, const std::vector<std::string>& names);

/// Whether a camera that connects to these names or addresses takes the file's first certificate for theirs;
/// without names, for those that show what it covers.
struct NameReport {
  std::string text;  ///< a line for each
  std::string json;
};
Result<NameReport> report_names(ByteView file, const std::vector<std::string>& names);

/// What a camera is shown, and what it knows itself. Files may hold more than one certificate.
struct ChainRequest {
  std::vector<Bytes> presented;
  std::vector<Bytes> anchors;
  std::string name;         ///< that the camera connects to; empty: none
  Instant clock{};          ///< the camera's
  bool from_server = true;  ///< whose chain it is
};

/// How a camera decides. Fails when a file has no certificate.
Result<ChainVerdict> decide_chain(const ChainRequest& request);

struct ChainReport {
  bool accepted = false;
  std::string text;
  std::string json;
};
/// How a camera decides about the chain, step by step. Fails when a file has no certificate.
Result<ChainReport> report_chain(const ChainRequest& request);

}  // namespace tlscam

#pragma once
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

/// `TlsPreface` keeps the start and the end of what two ends said to each other before TLS began on their
/// connection, and knows which protocol that was.
class TlsPreface {
 public:
  void add(bool from_client, ByteView plain);
  bool empty() const { return client_.start.empty() && server_.start.empty(); }
  /// `protocol` names the protocol by its words: "SMTP", "MySQL", "SOCKS 5"; empty for one that is not known.
  std::string protocol() const;
  /// `switched_by` names the words that made the two ends change to TLS: "STARTTLS", "STLS", "CONNECT"; empty
  /// when they were not found.
  std::string switched_by() const;

 private:
  struct Talk {
    Bytes start{};
    Bytes end{};
  };
  struct Known;
  const Known* find() const;

  Talk client_;
  Talk server_;
};

}  // namespace tlscam

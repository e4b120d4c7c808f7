#pragma once
#include "sim/dissect/ladder/conversation.h"
#include "sim/dissect/ladder/tls_item.h"

namespace tlscam {

/// Follows the handshake of one conversation, TLS or DTLS: learns from each item what the conversation tells
/// about it (version, cipher suite, names, certificates) and moves its state.
class HandshakeProgress {
 public:
  void learn(Conversation& conversation, const TlsItem& item, bool from_client);

 private:
  void learn_message(Conversation& conversation, const TlsItem& item, bool from_client);
  void learn_alert(Conversation& conversation, const TlsItem& item, bool from_client);

  bool tls13_ = false;
  bool client_done_ = false;  ///< has sent Finished (TLS 1.3: an encrypted record)
  bool server_done_ = false;
};

}  // namespace tlscam

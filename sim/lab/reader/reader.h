#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/capture/capture_file.h"
#include "sim/dissect/decrypt/key_log.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/protocol/certificate_command.h"
#include "sim/lab/protocol/reader_command.h"
#include "sim/lab/reader/reader_conversation.h"

namespace tlscam {

/// `Reader` reads a capture file for user interfaces: its conversations with their ladders, and every message
/// and frame as a tree over its bytes. A live world's capture is read in the same way. It keeps the frames
/// and makes trees for the requested conversation.
class Reader {
 public:
  /// `open` takes pcapng or pcap, and a separate key log in addition to the one in the file. It fails for a
  /// file that is not a capture.
  static Result<std::unique_ptr<Reader>> open(ByteView capture, const std::string& key_log);

  /// This is for certificates alone: there are no frames.
  static std::unique_ptr<Reader> without_capture();

  CaptureView overview() const;

  Result<MessageView> perform(const ReadMessageCommand& command);
  Result<MessageView> perform(const ReadFrameCommand& command);
  Result<std::vector<PacketView>> perform(const ListPacketsCommand& command) const;
  Result<std::string> perform(const WriteTextCommand& command);
  Result<std::string> perform(const WriteKeyLogCommand& command) const;

  // reader_certificate.cc
  Result<MessageView> perform(const CertificateTreesCommand& command) const;
  Result<std::vector<NameView>> perform(const WhoMayConnectCommand& command) const;
  Result<ChainView> perform(const VerifyChainCommand& command) const;

 private:
  explicit Reader(CaptureFile file);
  void index();
  Result<ReaderConversation*> conversation(std::uint32_t id);

  CaptureFile file_;  ///< frames of links other than Ethernet are empty
  KeyLog secrets_;
  std::string note_;
  Ladder ladder_;
  std::vector<std::optional<std::uint32_t>> owners_;  ///< the conversation of each frame
  std::vector<std::vector<std::size_t>> frames_of_;   ///< by conversation
  std::optional<ReaderConversation> current_;
};

}  // namespace tlscam

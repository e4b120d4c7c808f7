#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/capture/indexed_capture.h"
#include "sim/dissect/decrypt/key_log.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/protocol/certificate_command.h"
#include "sim/lab/protocol/reader_command.h"
#include "sim/lab/reader/reader_conversation.h"

namespace tlscam {

/// How much a Reader keeps of a file, however large that is. A note of its CaptureView says what is left out.
struct ReaderLimits {
  std::size_t conversations = 5000;
  std::size_t entries = 50'000;               ///< of all conversations together
  std::size_t conversation_bytes = 48 << 20;  ///< see ReaderConversation
  /// Ends the reading of the file when `memory`, if there is any, says more than this.
  std::size_t memory_bytes = 512 << 20;
  std::function<std::size_t()> memory{};  ///< bytes that are in use
};

/// `Reader` reads a capture file for user interfaces: its conversations with their ladders, and every message
/// and frame as a tree over its bytes. A live world's capture is read in the same way. It keeps no frames but
/// reads them again, so that the file must stay as it is, and makes trees for the requested conversation.
class Reader {
 public:
  /// `begin` takes pcapng or pcap, and a separate key log in addition to the one in the file. It fails for a
  /// file that is not a capture. read_on() is to be called until all is read; then come the questions.
  static Result<std::unique_ptr<Reader>> begin(FileBytes capture, std::string key_log,
                                               ReaderLimits limits = {});
  /// `read_on` reads about so many bytes more. Returns false when all is read.
  bool read_on(std::uint64_t bytes);
  /// How much of the file was read.
  std::uint64_t position() const { return position_; }

  /// `open` does both at once.
  static Result<std::unique_ptr<Reader>> open(FileBytes capture, std::string key_log,
                                              ReaderLimits limits = {});

  /// This is for certificates alone: there are no frames.
  static std::unique_ptr<Reader> without_capture();

  CaptureView overview() const;

  Result<MessageView> perform(const ReadMessageCommand& command);
  Result<MessageView> perform(const ReadFrameCommand& command);
  Result<std::vector<PacketView>> perform(const ListPacketsCommand& command);
  Result<std::string> perform(const WriteTextCommand& command);
  Result<std::string> perform(const WriteKeyLogCommand& command) const;

  // reader_certificate.cc
  Result<MessageView> perform(const CertificateTreesCommand& command) const;
  Result<std::vector<NameView>> perform(const WhoMayConnectCommand& command) const;
  Result<ChainView> perform(const VerifyChainCommand& command) const;

 private:
  Reader(std::optional<IndexedCapture> capture, std::string key_log, ReaderLimits limits);
  std::uint64_t frames() const { return owners_.size(); }
  std::uint32_t index(const CapturedFrame& frame);
  void finish();
  std::vector<std::uint32_t> frames_of(std::uint32_t conversation) const;
  Result<ReaderConversation*> conversation(std::uint32_t id);

  std::optional<IndexedCapture> capture_;
  ReaderLimits limits_;
  std::string key_log_;
  KeyLog secrets_;
  std::vector<std::string> notes_;
  std::uint64_t position_ = 0;
  std::uint64_t other_frames_ = 0;  ///< of link types that are not known
  Ladder ladder_;
  std::deque<std::uint32_t> owners_;  ///< the conversation of each frame
  std::optional<ReaderConversation> current_;
};

}  // namespace tlscam

#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/desktop/model/capture_opening.h"
#include "sim/desktop/model/desk.h"
#include "sim/desktop/model/read_message.h"
#include "sim/desktop/model/worker.h"
#include "sim/lab/reader/field_explanations.h"

namespace tlscam {

/// `WireReading` reads what went over the wire byte by byte: a message, a frame or a certificate, of the live
/// world or of a capture file. The reading is done on threads of its own; everything else, and the replies,
/// on the window's.
class WireReading {
 public:
  /// `explanations` is the folder of what is said of fields. The desk outlives this.
  WireReading(Desk& desk, const std::string& explanations);
  ~WireReading();
  WireReading(const WireReading&) = delete;
  WireReading& operator=(const WireReading&) = delete;

  // A panel says in every frame what is to be read; the same again does nothing. The old message is shown
  // until the new one is there.

  /// A message of what desk.conversation() shows.
  void read(const ConversationSnapshot& conversation, const LadderEntrySnapshot& entry);
  /// A packet of the live world, with its number as Desk::frames_before() counts.
  void read_packet(std::uint64_t number, const FrameShown& packet);
  /// A frame of the capture that is open, from 1.
  void read_frame(std::uint64_t number);
  /// A certificate, request or key.
  void read_certificate(const std::string& name, const Bytes& bytes);
  void forget();

  ReadMessage& shown() { return shown_; }
  const ReadMessage& shown() const { return shown_; }
  bool is_loading() const { return loading_; }
  /// Why it cannot be read, for people; empty: it can.
  const std::string& problem() const { return problem_; }
  /// `explanation` is empty for a field of which nothing is said.
  FieldExplanation explanation(const FieldView& field) const;

  // A capture file in place of the live world.

  /// Opens a capture, with key logs or without; key logs alone are added to the capture that is open. A
  /// file that cannot be opened becomes a notice, and everything stays as it is.
  void open_files(const std::vector<std::string>& paths);
  const CaptureOpening* opening() const { return opening_.get(); }
  void cancel_opening();
  const OpenCapture* capture() const { return capture_.get(); }
  void back_to_world();
  /// A frame of the capture, by number from 1; null: it is being asked for.
  const PacketView* frame(std::uint64_t number);

  // Export. `then` is called on the window's thread.

  using TakeText = std::function<void(Result<std::string>)>;
  /// The trees of all messages of a conversation.
  void write_text(const ConversationSnapshot& conversation, TakeText then);
  /// The secrets of what is shown, in the format of SSLKEYLOGFILE; empty: none.
  void write_key_log(TakeText then);

 private:
  /// A capture of the live world, of a conversation in one state or of everything; on the thread live_.
  struct LiveCapture;
  using Ask = std::function<Result<MessageView>(LiveCapture&)>;

  /// Notes what is wanted; false when it is read already.
  bool begin(std::string wanted);
  void deliver(std::uint64_t turn, bool again, Result<MessageView> message);
  /// Asks the capture `name` of the live world, which is made when it is not there.
  void ask_live(const std::string& name, CaptureCommand command, std::function<void(LiveCapture&)> ask,
                std::function<void(Error)> refused);
  void read_live(const std::string& name, CaptureCommand command, bool again, Ask ask);
  std::string name_of(const ConversationSnapshot& conversation) const;
  void take_capture(std::shared_ptr<OpenCapture> capture);

  Desk& desk_;
  ReadMessage shown_;
  std::string wanted_;  ///< the key of the message that is shown, or is about to be
  std::uint64_t turn_ = 0;
  bool loading_ = false;
  std::string problem_;
  std::shared_ptr<const FieldExplanations> explanations_;

  std::shared_ptr<LiveCapture> live_capture_;
  std::string live_name_;         ///< which one it is, or is about to be
  std::uint64_t live_until_ = 0;  ///< the number of the first packet that a capture of everything lacks

  std::shared_ptr<OpenCapture> capture_;
  std::shared_ptr<CaptureOpening> opening_;
  std::map<std::uint64_t, std::vector<PacketView>> chunks_;  ///< frames of the capture
  std::set<std::uint64_t> asked_;

  // Last, so that their threads end first.
  Worker live_;
  Worker files_;
};

}  // namespace tlscam

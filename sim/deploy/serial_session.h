#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sim/deploy/transport.h"

namespace tlscam {

/// `SerialSession` shares one transport between those who want it. At most one conversation uses the line at
/// a time; what comes while none does goes to the console, if there is one, and is lost otherwise, as on a
/// real line.
class SerialSession {
 public:
  /// The transport is borrowed, and nobody else receives from it. The session must outlive its conversations.
  explicit SerialSession(Transport& transport);
  ~SerialSession();
  SerialSession(const SerialSession&) = delete;
  SerialSession& operator=(const SerialSession&) = delete;

  /// `Use` is a conversation's hold on the line, and the transport that it speaks over. Its end hands what
  /// was not read to the console.
  class Use : public Transport {
   public:
    ~Use() override;
    void write(ByteView bytes) override { session_.write(bytes); }

   private:
    friend class SerialSession;
    explicit Use(SerialSession& session);
    void follow_state();

    SerialSession& session_;
  };
  /// Returns the line for a conversation of one's own, or nullptr when another one has it.
  std::unique_ptr<Use> use();
  /// Whether a conversation has the line.
  bool in_use() const { return use_ != nullptr; }
  /// How many conversations have had the line, with the present one.
  std::uint64_t uses() const { return uses_; }

  /// Sends what somebody types who has not taken the line; dropped when it is closed.
  void write(ByteView bytes) { transport_.write(bytes); }

  EventQueue& time() const { return transport_.time(); }
  bool closed() const { return transport_.closed(); }
  std::string reason() const { return transport_.reason(); }

  /// The console sees what no conversation takes.
  void set_console(Transport::Receiver console) { console_ = std::move(console); }
  /// The tap sees everything that comes, whoever takes it.
  void set_tap(Transport::Receiver tap) { tap_ = std::move(tap); }

 private:
  void receive(ByteView bytes);

  Transport& transport_;
  Transport::Receiver console_;
  Transport::Receiver tap_;
  Use* use_ = nullptr;
  std::uint64_t uses_ = 0;
};

}  // namespace tlscam

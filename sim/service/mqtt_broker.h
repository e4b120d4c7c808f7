#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/time/event_queue.h"
#include "sim/wire/mqtt.h"

namespace tlscam {

/// MqttRules say who may use a broker, and for what. Without users everybody may.
struct MqttRules {
  struct Right {
    std::string user;
    bool read = false, write = false;
    std::string filter;
  };
  std::map<std::string, std::string> passwords;  ///< by user
  std::vector<Right> rights;                     ///< without any, users may do everything

  /// Reads users written as "NAME:PASSWORD" and rights written as "NAME read|write|both FILTER".
  static Result<MqttRules> read(const std::vector<std::string>& users,
                                const std::vector<std::string>& rights);

  bool knows(const std::optional<std::string>& user, const std::optional<std::string>& password) const;
  bool may_read(const std::optional<std::string>& user, std::string_view filter) const;
  bool may_write(const std::optional<std::string>& user, std::string_view topic) const;
};

/// MqttBroker is a broker of MQTT 3.1.1 without a network: QoS 0 and 1, retained messages, wills. Sessions
/// end with their connections, and a message of QoS 1 is sent to a subscriber once: TCP repeats what is lost.
class MqttBroker {
 public:
  /// The queue outlives the broker.
  MqttBroker(EventQueue& events, MqttRules rules);
  ~MqttBroker();
  MqttBroker(const MqttBroker&) = delete;
  MqttBroker& operator=(const MqttBroker&) = delete;

  /// How a client is reached. The broker calls neither after close().
  struct Line {
    std::function<void(ByteView)> send;
    std::function<void()> end;  ///< after what was sent; close() has to follow
  };
  using Id = std::uint64_t;

  Id open(Line line);
  void receive(Id id, ByteView bytes);
  /// The connection is over: a will is published, unless the client has said good-bye.
  void close(Id id);

  /// Everything that was published, a line each: "topic: payload"; the last 64 KiB.
  const std::string& published() const { return published_; }
  std::uint64_t messages() const { return messages_; }
  std::size_t clients() const;
  std::uint64_t refusals() const { return refusals_; }

 private:
  struct Session;

  Session* find(Id id) const;
  void handle(Session& session, const MqttPacket& packet);
  void take(Session& session, const MqttConnect& connect);
  void take(Session& session, const MqttPublish& publish);
  void take(Session& session, const MqttSubscribe& subscribe);
  void take(Session& session, const MqttUnsubscribe& unsubscribe);
  void publish(const MqttMessage& message);
  static void deliver(Session& session, MqttMessage message, std::uint8_t qos);
  void watch(Session& session);
  static void end(Session& session);

  EventQueue& events_;
  MqttRules rules_;
  std::map<Id, std::unique_ptr<Session>> sessions_;
  std::map<std::string, MqttMessage> retained_;  // by topic
  Id last_ = 0;
  std::string published_;
  std::uint64_t messages_ = 0;
  std::uint64_t refusals_ = 0;
};

}  // namespace tlscam

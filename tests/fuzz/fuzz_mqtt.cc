// A client's bytes for the broker of a world: as packets, and all of them to a broker.
#include <cstdlib>

#include "sim/service/mqtt_broker.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const ByteView bytes(data, size);
  const auto read = parse_mqtt(bytes);
  if (read && *read && ((*read)->size == 0 || (*read)->size > size)) std::abort();

  EventQueue events{Instant{}};
  MqttBroker broker(events, MqttRules{});
  bool over = false;
  const auto id = broker.open({.send =
                                   [&](ByteView) {
                                     if (over) std::abort();  // nothing may be sent behind the end
                                   },
                               .end = [&] { over = true; }});
  const auto other = broker.open({.send = [](ByteView) {}, .end = [] {}});
  constexpr std::uint8_t kConnectAndSubscribe[] = {0x10, 12, 0, 4,    'M', 'Q', 'T', 'T', 4, 2,   0,
                                                   0,    0,  0, 0x82, 6,   0,   1,   0,   1, '#', 1};
  broker.receive(other, kConnectAndSubscribe);
  broker.receive(id, bytes.first(size / 2));
  broker.receive(id, bytes.subspan(size / 2));
  broker.close(id);
  return 0;
}

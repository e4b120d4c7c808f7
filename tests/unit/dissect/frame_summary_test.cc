#include "sim/dissect/frame_summary.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/dissect/recorded_frames.h"

namespace tlscam {
namespace {

/// "TLS: ClientHello" of every frame.
std::set<std::string> summaries(const std::string& recorded) {
  std::set<std::string> found;
  play_recorded(recorded, [&](const TapEvent& event) {
    const FrameSummary summary = summarize(event.frame);
    found.insert(summary.protocol + ": " + summary.summary);
  });
  return found;
}

TEST(FrameSummary, names_what_cameras_send) {
  const auto found = summaries("first-handshake");
  for (const char* expected :
       {"ARP: who has 192.168.1.50?", "ARP: 192.168.1.50 is at 02:00:ca:00:00:01", "DHCP: DHCP Discover",
        "DHCP: DHCP Ack 192.168.1.50", "DNS: DNS openmv?", "DNS: DNS openmv is 192.168.1.50",
        "NTP: what time is it?", "NTP: the time", "TCP: SYN", "TCP: SYN ACK", "TCP: FIN ACK",
        "TLS: ClientHello", "TLS: Certificate, ServerKeyExchange, ServerHelloDone",
        "TLS: ChangeCipherSpec, Finished", "TLS: Handshake record", "TLS: Data record"}) {
    EXPECT_TRUE(found.contains(expected)) << expected;
  }
  EXPECT_FALSE(found.contains("TLS: HelloRequest"));
  EXPECT_TRUE(summaries("clock-unset").contains("TLS: Alert 46 certificate_unknown"));
  EXPECT_TRUE(summaries("dtls-cookie").contains("DTLS: HelloVerifyRequest"));
}

TEST(FrameSummary, gives_addresses_with_ports_where_there_are_any) {
  bool met = false;
  play_recorded("clock-unset", [&](const TapEvent& event) {
    const FrameSummary summary = summarize(event.frame);
    if (summary.summary != "ServerHello") return;
    met = true;
    EXPECT_EQ(summary.source, "192.168.1.50:8443");
    EXPECT_TRUE(summary.destination.starts_with("192.168.1.51:"));
  });
  EXPECT_TRUE(met);
}

TEST(FrameSummary, says_of_every_cut_frame_that_it_is_broken) {
  play_recorded("first-handshake", [&](const TapEvent& event) {
    for (const std::size_t size : {0u, 13u, 20u, 33u}) {
      const Bytes part(event.frame.begin(),
                       event.frame.begin() + size);  // a copy: sanitizers see a read behind it
      EXPECT_EQ(summarize(part).summary, "broken");
    }
  });
}

}  // namespace
}  // namespace tlscam

// Attackers between two nodes of the cameras' network. Both nodes are addresses of one stack, each with a
// link of its own, so that every packet between them crosses the switch and the attacker's place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/file.h"
#include "sim/net/frame_hash.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/attack/dtls_flooder.h"
#include "sim/service/gateway.h"
#include "sim/service/ntp_server.h"
#include "sim/service/running_services.h"
#include "sim/service/service_list.h"
#include "sim/stack/tls_connection.h"
#include "sim/wire/dns.h"
#include "sim/wire/ntp.h"
#include "sim/wire/tls_handshake.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Ipv4Address kServer{{192, 168, 1, 50}};
constexpr Ipv4Address kClient{{192, 168, 1, 51}};
constexpr std::uint16_t kPort = 8443;
const Instant kNow = *parse_instant("2026-11-23 10:00:00");
const std::string kName = "shop.example";
const std::string kQuestion = "password 7319\n";
const std::string kAnswer = "the door is open\n";

Bytes certificate(const std::string& name) {
  return read_file(TLSCAM_SOURCE_DIR "/assets/scenes/internet/certificates/" + name).value();
}

class Attackers : public testing::Test {
 protected:
  EventQueue events_{kNow};
  Switch network_{events_, 1};
  FrameHash hash_;
  Gateway gateway_{network_, {.link = {}, .seed = 5}};
  RunningServices services_;
  std::vector<std::string> asked_;  ///< questions that the server got
  std::shared_ptr<TlsEndpoint> server_;
  std::vector<std::shared_ptr<TlsConnection>> served_;

  Attackers() {
    network_.add_tap([this](const TapEvent& event) { hash_.add(event); });
    EXPECT_TRUE(gateway_.stack().add_address("openmv", kServer));
    EXPECT_TRUE(gateway_.stack().add_address("cam2", kClient));
    TlsSettings settings;
    settings.identity = TlsIdentity::read({certificate("shop.der"), certificate("authority.der")},
                                          certificate("shop-key.der"))
                            .value();
    server_ = TlsEndpoint::create(events_, 11, std::move(settings)).value();
  }

  RunningService& place(const std::string& kind, const std::string& link, const Settings& settings = {},
                        bool active = true) {
    const auto started =
        services_.start("the-" + kind, *find_service(kind), {gateway_, link, {}, 9}, settings, {});
    EXPECT_TRUE(started) << started.error().text;
    RunningService& placed = **started;
    network_.find(link)->set_middlebox(placed.service->middlebox(), placed.id);
    placed.attacker()->set_active(active);
    return placed;
  }

  void run(Duration duration) { events_.run_until(events_.now() + duration); }

  void serve_plain(std::uint16_t port) {
    ASSERT_TRUE(gateway_.stack().listen_tcp(kServer, port, [this](std::shared_ptr<TcpConnection> tcp) {
      TcpConnection::Handlers handlers;
      handlers.data = [this, weak = std::weak_ptr(tcp)](ByteView data) {
        const auto connection = weak.lock();
        connection->consumed(data.size());
        asked_.emplace_back(as_text(data));
        connection->send(as_bytes(kAnswer));
        connection->finish();
      };
      tcp->set_handlers(std::move(handlers));
    }));
  }

  std::string ask_plain(std::uint16_t port, TcpConnection::Ending* ending = nullptr) {
    std::string answer;
    std::shared_ptr<TcpConnection> tcp;
    TcpConnection::Handlers handlers;
    handlers.connected = [&] { tcp->send(as_bytes(kQuestion)); };
    handlers.data = [&](ByteView data) {
      tcp->consumed(data.size());
      answer += as_text(data);
    };
    handlers.ended = [&] { tcp->finish(); };
    handlers.closed = [&](TcpConnection::Ending how) {
      if (ending) *ending = how;
    };
    tcp = gateway_.stack().connect_tcp(kServer, port, std::move(handlers), kClient).value();
    run(20s);
    tcp->reset();
    return answer;
  }

  void serve_tls() {
    ASSERT_TRUE(gateway_.stack().listen_tcp(kServer, kPort, [this](std::shared_ptr<TcpConnection> tcp) {
      const std::size_t place = served_.size();
      TlsConnection::Handlers handlers;
      handlers.data = [this, place](ByteView data) {
        asked_.emplace_back(as_text(data));
        served_[place]->send(as_bytes(kAnswer));
        served_[place]->finish();
      };
      handlers.ended = [this, place] { served_[place]->finish(); };
      served_.push_back(TlsConnection::start(server_, std::move(tcp), std::move(handlers)));
    }));
  }

  struct Asked {
    std::string answer, problem;
    bool closed = false;
  };
  Asked ask_tls(TlsSettings settings) {
    Asked asked;
    settings.is_server = false;
    const auto endpoint = TlsEndpoint::create(events_, 3, std::move(settings)).value();
    const auto tcp = gateway_.stack().connect_tcp(kServer, kPort, {}, kClient).value();
    std::shared_ptr<TlsConnection> tls;
    TlsConnection::Handlers handlers;
    handlers.ready = [&] { tls->send(as_bytes(kQuestion)); };
    handlers.data = [&](ByteView data) { asked.answer += as_text(data); };
    handlers.ended = [&] { tls->finish(); };
    handlers.closed = [&](const std::string& problem) {
      asked.problem = problem;
      asked.closed = true;
    };
    tls = TlsConnection::start(endpoint, tcp, std::move(handlers), kName);
    run(20s);
    tls->reset();
    return asked;
  }

  static std::vector<std::string> learned(const RunningService& service, LearnedKind kind) {
    std::vector<std::string> texts;
    for (const Learned& one : service.attacker()->learned())
      if (one.kind == kind) texts.emplace_back(as_text(one.bytes));
    return texts;
  }
};

TEST_F(Attackers, an_eavesdropper_reads_what_is_said_in_the_clear) {
  serve_plain(80);
  RunningService& eve = place("eavesdropper", "openmv");
  EXPECT_EQ(ask_plain(80), kAnswer);
  EXPECT_THAT(learned(eve, LearnedKind::text), ElementsAre(kQuestion, kAnswer));
  const Learned& first = eve.attacker()->learned().front();
  EXPECT_EQ(first.from.address, IpAddress(kClient));
  EXPECT_EQ(first.to.port, 80);
  EXPECT_FALSE(first.sealed);
}

TEST_F(Attackers, an_eavesdropper_hears_only_while_it_is_at_work) {
  serve_plain(80);
  RunningService& eve = place("eavesdropper", "openmv", {}, false);
  EXPECT_EQ(ask_plain(80), kAnswer);
  EXPECT_THAT(eve.attacker()->learned(), IsEmpty());
  eve.attacker()->set_active(true);
  EXPECT_EQ(ask_plain(80), kAnswer);
  eve.attacker()->set_active(false);
  EXPECT_EQ(ask_plain(80), kAnswer);
  EXPECT_EQ(learned(eve, LearnedKind::text).size(), 2u) << "what has leaked stays so";
}

TEST_F(Attackers, an_eavesdropper_puts_lost_segments_in_their_place) {
  serve_plain(80);
  network_.find("cam2")->set_conditions({.loss = 0.2, .duplication = 0.3, .reordering = 0.3});
  RunningService& eve = place("eavesdropper", "openmv");
  EXPECT_EQ(ask_plain(80), kAnswer);
  EXPECT_THAT(learned(eve, LearnedKind::text), ElementsAre(kQuestion, kAnswer));
}

TEST_F(Attackers, of_tls_an_eavesdropper_gets_names_and_sizes) {
  serve_tls();
  RunningService& eve = place("eavesdropper", "cam2");
  EXPECT_EQ(ask_tls({.tls13 = false}).answer, kAnswer);
  EXPECT_THAT(learned(eve, LearnedKind::text), IsEmpty());
  EXPECT_THAT(learned(eve, LearnedKind::name), ElementsAre(kName));
  EXPECT_THAT(learned(eve, LearnedKind::certificate), ElementsAre(HasSubstr("DNS:" + kName), testing::_));
  EXPECT_EQ(learned(eve, LearnedKind::size).size(), 2u);
}

TEST_F(Attackers, tls_1_3_hides_the_certificate_too) {
  serve_tls();
  RunningService& eve = place("eavesdropper", "cam2");
  EXPECT_EQ(ask_tls({.tls12 = false}).answer, kAnswer);
  EXPECT_THAT(learned(eve, LearnedKind::name), ElementsAre(kName));
  EXPECT_THAT(learned(eve, LearnedKind::certificate), IsEmpty());
  EXPECT_THAT(learned(eve, LearnedKind::text), IsEmpty());
}

TEST_F(Attackers, a_client_that_verifies_nothing_speaks_with_the_man_in_the_middle) {
  for (const std::string link : {"cam2", "openmv"}) {
    SCOPED_TRACE(link);
    if (asked_.empty()) serve_tls();
    asked_.clear();
    RunningService& mallory =
        place("mitm", link, {{"replace", std::map<std::string, std::string>{{"is open", "is shut"}}}});
    const Asked asked = ask_tls({});
    EXPECT_EQ(asked.answer, "the door is shut\n");
    EXPECT_EQ(asked.problem, "");
    EXPECT_TRUE(asked.closed);
    EXPECT_THAT(asked_, ElementsAre(kQuestion));
    EXPECT_THAT(learned(mallory, LearnedKind::text), ElementsAre(kQuestion, kAnswer));
    EXPECT_TRUE(mallory.attacker()->learned().back().sealed);
    EXPECT_THAT(learned(mallory, LearnedKind::changed), ElementsAre("the door is shut\n"));
    EXPECT_THAT(learned(mallory, LearnedKind::refused), IsEmpty());
    network_.find(link)->set_middlebox(nullptr);
    services_.end(mallory);
  }
}

TEST_F(Attackers, a_client_that_verifies_refuses_the_man_in_the_middle) {
  serve_tls();
  RunningService& mallory = place("mitm", "cam2");
  for (const bool tls13 : {false, true}) {
    const Asked asked = ask_tls({.anchors = {certificate("root.der")}, .tls12 = !tls13, .tls13 = tls13});
    EXPECT_EQ(asked.answer, "");
    EXPECT_EQ(asked.problem, "TLS error -0x2700");
  }
  EXPECT_THAT(asked_, IsEmpty());
  EXPECT_THAT(learned(mallory, LearnedKind::text), IsEmpty());
  EXPECT_THAT(learned(mallory, LearnedKind::name), ElementsAre(kName, kName));
  // The alert of mbedTLS's client in TLS 1.3 comes in the clear, where its server expects it encrypted.
  EXPECT_THAT(learned(mallory, LearnedKind::refused),
              ElementsAre("alert 48, unknown_ca", HasSubstr("TLS error")));
  mallory.attacker()->set_active(false);
  EXPECT_EQ(ask_tls({.anchors = {certificate("root.der")}}).answer, kAnswer);
}

TEST_F(Attackers, with_a_stolen_key_the_man_in_the_middle_is_not_noticed) {
  serve_tls();
  RunningService& mallory =
      place("mitm", "cam2",
            {{"certificates", std::vector{certificate("shop.der"), certificate("authority.der")}},
             {"key", certificate("shop-key.der")}});
  EXPECT_EQ(ask_tls({.anchors = {certificate("root.der")}}).answer, kAnswer);
  EXPECT_THAT(learned(mallory, LearnedKind::text), ElementsAre(kQuestion, kAnswer));
}

TEST_F(Attackers, the_man_in_the_middle_takes_plain_connections_apart_too) {
  serve_plain(kPort);
  RunningService& mallory =
      place("mitm", "cam2", {{"replace", std::map<std::string, std::string>{{"7319", "0000"}}}});
  EXPECT_EQ(ask_plain(kPort), kAnswer);
  EXPECT_THAT(asked_, ElementsAre("password 0000\n"));
  EXPECT_THAT(learned(mallory, LearnedKind::text), ElementsAre(kQuestion, kAnswer));
}

TEST_F(Attackers, the_man_in_the_middle_lets_everything_else_pass) {
  serve_plain(80);
  RunningService& mallory = place("mitm", "cam2");
  EXPECT_EQ(ask_plain(80), kAnswer);
  EXPECT_THAT(mallory.attacker()->learned(), IsEmpty());
  TcpConnection::Ending ending = TcpConnection::Ending::finished;
  EXPECT_EQ(ask_plain(kPort, &ending), "");
  EXPECT_EQ(ending, TcpConnection::Ending::refused) << "nobody listens there";
}

TEST_F(Attackers, connections_end_when_the_man_in_the_middle_goes) {
  std::shared_ptr<TcpConnection> accepted;
  ASSERT_TRUE(gateway_.stack().listen_tcp(kServer, kPort, [&](auto tcp) { accepted = std::move(tcp); }));
  RunningService& mallory = place("mitm", "cam2");
  std::optional<TcpConnection::Ending> ending;
  TcpConnection::Handlers handlers;
  handlers.closed = [&](TcpConnection::Ending how) { ending = how; };
  const auto tcp = gateway_.stack().connect_tcp(kServer, kPort, std::move(handlers), kClient).value();
  run(1s);
  ASSERT_TRUE(accepted);
  EXPECT_FALSE(ending);
  mallory.attacker()->set_active(false);
  run(1s);
  EXPECT_EQ(ending, TcpConnection::Ending::reset);
}

TEST_F(Attackers, taps_see_what_the_man_in_the_middle_says) {
  serve_tls();
  std::size_t made = 0, kept = 0;
  network_.add_tap([&](const TapEvent& event) {
    if (!event.by_box) return;
    EXPECT_EQ(event.link, "the-mitm");
    ++(event.direction == Direction::from_node ? made : kept);
  });
  place("mitm", "cam2");
  EXPECT_EQ(ask_tls({}).answer, kAnswer);
  EXPECT_GT(made, 10u);
  EXPECT_GT(kept, 10u);
}

TEST(ManInTheMiddle, the_same_seed_gives_the_same_frames) {
  class Once : public Attackers {
   public:
    void TestBody() override {}
    std::string hash() {
      serve_tls();
      place("mitm", "cam2");
      EXPECT_EQ(ask_tls({}).answer, kAnswer);
      return hash_.hex();
    }
  };
  EXPECT_EQ(Once().hash(), Once().hash());
}

TEST_F(Attackers, settings_that_do_not_fit_are_refused) {
  const auto problem = [this](const std::string& kind, const std::string& link, const Settings& settings) {
    return services_.start("x", *find_service(kind), {gateway_, link, {}, 9}, settings, {}).error().text;
  };
  EXPECT_EQ(problem("mitm", "cam2", {{"key", certificate("shop-key.der")}}),
            "certificates: a certificate and its key belong together");
  EXPECT_EQ(problem("mitm", "cam2", {{"replace", std::map<std::string, std::string>{{"", "x"}}}}),
            "replace: there is no text to look for");
  EXPECT_EQ(problem("dtls_flooder", "cam2", {{"target", kServer}}),
            "target: it forges addresses beyond the router, so its \"link\" is \"gateway\"");
  EXPECT_EQ(problem("thief", "cam2", {}), "camera: a thief needs one in his hands");
}

TEST_F(Attackers, a_dns_spoofer_answers_in_the_name_of_the_server) {
  gateway_.dns().set_address("openmv", kServer);
  gateway_.bind_udp(gateway_.config().address, kDnsPort, [this](const UdpDatagram& query) {
    if (const auto answer = gateway_.dns().answer(query.payload)) gateway_.reply(query, *answer);
  });
  RunningService& liar =
      place("dns_spoofer", "cam2",
            {{"names", std::map<std::string, Ipv4Address>{{"OpenMV", {{192, 168, 1, 66}}}}}});
  const auto resolve = [this](const std::string& name) {
    std::vector<Bytes> answers;
    const auto socket =
        gateway_.stack().open_udp(kClient, 0, [&](Ipv4Address from, std::uint16_t, ByteView payload) {
          EXPECT_EQ(from, gateway_.config().address);
          const auto message = parse_dns(payload);
          if (message && !message->answers.empty()) answers.push_back(message->answers.front().data);
        });
    DnsMessage query;
    query.id = 7;
    query.question.name = name;
    EXPECT_TRUE((*socket)->send(gateway_.config().address, kDnsPort, *emit_dns(query)));
    run(1s);
    return answers;
  };
  EXPECT_THAT(resolve("openmv"), ElementsAre(Bytes{192, 168, 1, 66}));
  EXPECT_THAT(learned(liar, LearnedKind::changed), ElementsAre("openmv = 192.168.1.66"));
  liar.attacker()->set_active(false);
  EXPECT_THAT(resolve("openmv"), ElementsAre(Bytes{192, 168, 1, 50}));
}

TEST_F(Attackers, an_ntp_liar_answers_with_another_time) {
  constexpr Ipv4Address kTime{{203, 0, 113, 123}};
  place("ntp_liar", "cam2", {{"offset", Duration(-24h)}});
  std::optional<std::uint64_t> told;
  const auto socket =
      gateway_.stack().open_udp(kClient, 0, [&](Ipv4Address from, std::uint16_t, ByteView payload) {
        EXPECT_EQ(from, kTime);
        if (const auto packet = parse_ntp(payload)) told = packet->transmit;
      });
  NtpPacket request;
  request.mode = static_cast<std::uint8_t>(NtpMode::client);
  ASSERT_TRUE((*socket)->send(kTime, kNtpPort, emit_ntp(request)));
  run(1s);
  ASSERT_TRUE(told) << "nobody else answers here";
  EXPECT_EQ(*told >> 32, to_ntp_timestamp(kNow - 24h) >> 32);
}

TEST_F(Attackers, a_flooder_measures_what_comes_back) {
  constexpr std::uint16_t kDtls = 5684;
  std::size_t heard = 0;
  std::shared_ptr<UdpSocket> socket;
  socket = gateway_.stack()
               .open_udp(kServer, kDtls,
                         [&](Ipv4Address from, std::uint16_t port, ByteView payload) {
                           Cursor in(payload);
                           const auto record = read_dtls_record(in);
                           ASSERT_TRUE(record);
                           Cursor body(record->payload);
                           const auto message = read_dtls_handshake_fragment(body);
                           ASSERT_TRUE(message);
                           const auto hello = parse_client_hello(message->body, true);
                           ASSERT_TRUE(hello);
                           EXPECT_TRUE(hello->cookie.empty());
                           ++heard;
                           (void)socket->send(from, port, Bytes(1000, 7));
                         })
               .value();
  RunningService& flooder =
      place("dtls_flooder", "gateway",
            {{"target", kServer}, {"each_second", std::uint32_t{10}}, {"lasts", Duration(3s)}});
  run(10s);
  EXPECT_FALSE(flooder.attacker()->active()) << "its time is over";
  EXPECT_EQ(heard, 30u);
  ASSERT_EQ(flooder.attacker()->learned().size(), 1u);
  EXPECT_EQ(flooder.attacker()->learned().front().size, 30u * (1000 + 28));
  const auto facts = flooder.service->facts();
  EXPECT_THAT(facts.back().value, HasSubstr("."));
  EXPECT_GT(std::stod(facts.back().value), 5.0) << "a server without a cookie makes much of little";
}

TEST_F(Attackers, a_thief_knows_a_private_key_when_he_sees_one) {
  ServicePlace place{gateway_, "openmv", {}, 9};
  place.files = [] {
    return std::map<std::string, Bytes>{{"main.py", Bytes{'x'}},
                                        {"/rom/server-key.der", certificate("shop-key.der")},
                                        {"server.der", certificate("shop.der")}};
  };
  const auto started = services_.start("thief", *find_service("thief"), place, {}, {});
  ASSERT_TRUE(started);
  Attacker& thief = *(*started)->attacker();
  EXPECT_THAT(thief.learned(), IsEmpty());
  thief.set_active(true);
  EXPECT_FALSE(thief.active()) << "he is done";
  EXPECT_EQ(thief.learned_count(), 3u);
  EXPECT_THAT(learned(**started, LearnedKind::key),
              ElementsAre(std::string(as_text(certificate("shop-key.der")))));
}

}  // namespace
}  // namespace tlscam

#include "sim/lab/reader/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "sim/lab/reader/reader_dispatch.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/tcp.h"
#include "tests/unit/dissect/recorded_frames.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

Bytes golden_capture(const std::string& name) {
  std::ifstream in(TLSCAM_SOURCE_DIR "/tests/golden/captures/" + name, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

/// `recorded_capture` is a recording of a simulated world as the page gets it.
Bytes recorded_capture(const std::string& name) {
  CaptureFile file;
  file.interfaces.push_back({.name = "everything"});
  play_recorded(name, [&](const TapEvent& event) {
    if (event.direction != Direction::from_node) return;
    CapturedFrame& frame = file.frames.emplace_back();
    frame.at = event.sent_at;
    frame.bytes.assign(event.frame.begin(), event.frame.end());
    frame.original_size = static_cast<std::uint32_t>(event.frame.size());
  });
  return write_pcapng(file);
}

class ReaderTest : public testing::Test {
 protected:
  void open(const Bytes& capture) {
    auto opened = Reader::open(file_of(capture), "");
    ASSERT_TRUE(opened) << (opened ? "" : opened.error().text);
    reader_ = std::move(*opened);
    view_ = reader_->overview();
  }

  const LadderEntrySnapshot& entry(const std::string& name, std::size_t conversation = 0) {
    static const LadderEntrySnapshot kNone{};
    for (const auto& one : view_.conversations.at(conversation).entries)
      if (one.name == name) return one;
    ADD_FAILURE() << "no entry " << name;
    return kNone;
  }

  MessageView message(std::uint32_t id, std::uint32_t conversation = 0) {
    auto view = reader_->perform(ReadMessageCommand{conversation, id});
    EXPECT_TRUE(view) << (view ? "" : view.error().text);
    return view ? *view : MessageView{};
  }
  MessageView message(const std::string& name) { return message(entry(name).id); }

  static const FieldView& selected(const MessageView& view) {
    return view.parts.at(view.part).fields.at(view.field);
  }

  std::unique_ptr<Reader> reader_;
  CaptureView view_;
};

TEST_F(ReaderTest, AMessageIsAFieldOfItsRecord) {
  open(golden_capture("openssl-tls12.pcapng"));
  const MessageView hello = message("ClientHello");
  EXPECT_EQ(hello.parts[0].kind, PartKind::record);
  EXPECT_EQ(selected(hello).label, "ClientHello");
  EXPECT_EQ(selected(hello).depth, 1u);
  EXPECT_EQ(selected(hello).offset, 5u);
  EXPECT_EQ(hello.parts.back().kind, PartKind::frame);
  EXPECT_EQ(hello.parts.back().frames, hello.parts[0].frames);
}

TEST_F(ReaderTest, EveryMessageOfEveryCaptureHasItsBytes) {
  const char* const captures[] = {
      "gnutls-tls12.pcapng",          "gnutls-tls13.pcapng",        "openssl-dtls12.pcapng",
      "openssl-tls12-dhe.pcapng",     "openssl-tls12-rsa.pcapng",   "openssl-tls12-refused.pcapng",
      "openssl-tls12.pcapng",         "openssl-tls13-retry.pcapng", "openssl-tls13.pcapng",
      "scene-first-handshake.pcapng", "scene-mutual-tls.pcapng",    "scene-dtls-cookie-lossy.pcapng"};
  std::vector<std::pair<std::string, Bytes>> all;
  for (const char* name : captures) all.emplace_back(name, golden_capture(name));
  for (const char* name : {"first-handshake", "mutual-tls", "dtls-cookie", "dtls-lossy", "clock-unset"})
    all.emplace_back(name, recorded_capture(name));
  for (const auto& [name, capture] : all) {
    SCOPED_TRACE(name);
    open(capture);
    ASSERT_FALSE(view_.conversations.empty());
    for (const ConversationSnapshot& conversation : view_.conversations) {
      for (const LadderEntrySnapshot& entry : conversation.entries) {
        SCOPED_TRACE(entry.name);
        const MessageView view = message(entry.id, conversation.id);
        ASSERT_FALSE(view.parts.empty());
        for (const PartView& part : view.parts) {
          ASSERT_FALSE(part.frames.empty());
          for (const FieldView& field : part.fields)
            EXPECT_LE(field.offset + field.size, part.bytes.size()) << field.label;
        }
        const bool clear = !entry.encrypted && entry.name.find('(') == std::string::npos;
        std::string label = selected(view).label;
        if (entry.kind == LadderKind::handshake && clear) label = entry.name;
        if (entry.kind == LadderKind::change_cipher_spec && !entry.encrypted) label = "ChangeCipherSpec";
        if (entry.kind == LadderKind::alert && !entry.encrypted) label = "Alert";
        EXPECT_EQ(selected(view).label, label);
      }
    }
  }
}

TEST_F(ReaderTest, EachMessageOfOneRecordIsFound) {
  open(golden_capture("gnutls-tls12.pcapng"));
  const MessageView done = message("ServerHelloDone");
  EXPECT_EQ(selected(done).label, "ServerHelloDone");
  EXPECT_EQ(selected(done).size, 4u);
}

TEST_F(ReaderTest, AFragmentOfDtlsIsInItsFrame) {
  open(recorded_capture("dtls-cookie"));
  const auto& conversation = view_.conversations.at(0);
  EXPECT_EQ(conversation.protocol, ConversationProtocol::dtls);
  const MessageView view = message("HelloVerifyRequest");
  EXPECT_EQ(view.parts[0].kind, PartKind::frame);
  EXPECT_EQ(selected(view).label, "HelloVerifyRequest");
}

TEST_F(ReaderTest, WhatTheSecretsOpenComesFirst) {
  for (const char* name : {"openssl-tls12.pcapng", "openssl-dtls12.pcapng"}) {
    SCOPED_TRACE(name);
    open(golden_capture(name));
    EXPECT_GT(view_.secrets, 0u);
    const MessageView finished = message("Finished");
    EXPECT_EQ(finished.parts[0].kind, PartKind::decrypted);
    EXPECT_TRUE(finished.parts[0].decrypted);
    EXPECT_EQ(selected(finished).label, "Finished");
  }
}

TEST_F(ReaderTest, FramesAreListedAndRead) {
  open(golden_capture("openssl-tls12.pcapng"));
  const auto packets = reader_->perform(ListPacketsCommand{1, 10});
  ASSERT_TRUE(packets);
  EXPECT_EQ(packets->size(), std::min<std::size_t>(10, view_.frames));
  EXPECT_EQ(packets->front().number, 1u);
  EXPECT_EQ(packets->front().protocol, "TCP");
  EXPECT_EQ(packets->front().conversation, 0u);
  const auto frame = reader_->perform(ReadFrameCommand{1});
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->parts.size(), 1u);
  EXPECT_EQ(frame->parts[0].fields[0].label, "Ethernet");
  EXPECT_FALSE(reader_->perform(ReadFrameCommand{view_.frames + 1}));
  EXPECT_FALSE(reader_->perform(ReadFrameCommand{0}));
}

TEST_F(ReaderTest, TextHasEveryMessage) {
  open(golden_capture("openssl-tls12.pcapng"));
  const auto text = reader_->perform(WriteTextCommand{0, std::nullopt});
  ASSERT_TRUE(text);
  for (const char* name : {"ClientHello", "ServerKeyExchange", "Cipher suites"})
    EXPECT_THAT(*text, HasSubstr(name)) << name;
  const auto one = reader_->perform(WriteTextCommand{0, entry("ServerHelloDone").id});
  ASSERT_TRUE(one);
  EXPECT_LT(one->size(), text->size());
}

TEST_F(ReaderTest, AKeyLogOfItsOwnIsAdded) {
  auto opened = Reader::open(file_of(golden_capture("openssl-tls12.pcapng")), "CLIENT_RANDOM 00 11\n");
  ASSERT_TRUE(opened);
  EXPECT_TRUE((*opened)->perform(WriteKeyLogCommand{}).value().ends_with("CLIENT_RANDOM 00 11\n"));
}

TEST_F(ReaderTest, ADamagedFrameIsNoPartOfAConversation) {
  auto file = read_capture(recorded_capture("first-handshake"));
  ASSERT_TRUE(file);
  for (CapturedFrame& frame : file->frames) frame.bytes.back() ^= 1;
  open(write_pcapng(*file));
  EXPECT_EQ(view_.conversations.size(), 0u);
}

TEST_F(ReaderTest, WhatIsNoCaptureIsRefused) {
  const ByteView text = as_bytes("certainly no capture");
  const Begun begun = begin_reader(file_of(Bytes(text.begin(), text.end())), "");
  EXPECT_EQ(begun.reader, nullptr);
  EXPECT_EQ(begun.answer.rfind("{\"refused\":", 0), 0u) << begun.answer;
}

TEST_F(ReaderTest, OfALongConversationIsKeptWhatIsShown) {
  const Bytes capture = recorded_capture("first-handshake");
  auto whole = Reader::open(file_of(capture), "");
  auto thinned = Reader::open(file_of(capture), "", {.conversation_bytes = 20'000});
  auto nothing = Reader::open(file_of(capture), "", {.conversation_bytes = 0});
  ASSERT_TRUE(whole && thinned && nothing);
  std::size_t same = 0;
  const CaptureView view = (*whole)->overview();
  for (const LadderEntrySnapshot& entry : view.conversations.at(0).entries) {
    SCOPED_TRACE(entry.name);
    const auto all = (*whole)->perform(ReadMessageCommand{0, entry.id});
    const auto some = (*thinned)->perform(ReadMessageCommand{0, entry.id});
    const auto none = (*nothing)->perform(ReadMessageCommand{0, entry.id});
    ASSERT_TRUE(all && some && none);
    const std::string command =
        fmt::format(R"({{"command":"message","args":{{"conversation":0,"entry":{}}}}})", entry.id);
    same += dispatch(**whole, command) == dispatch(**thinned, command);
    EXPECT_EQ(none->parts.front().kind, PartKind::frame);
    EXPECT_EQ(all->parts.size() + all->left_out, some->parts.size() + some->left_out);
    EXPECT_EQ(all->parts.size() + all->left_out, none->parts.size() + none->left_out);
    EXPECT_EQ(all->left_out, 0u);
  }
  EXPECT_GT(same, 5u);
  EXPECT_TRUE((*whole)->perform(WriteTextCommand{0, std::nullopt}));
  const auto text = (*nothing)->perform(WriteTextCommand{0, std::nullopt});
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().text, HasSubstr("too long to be written as one text"));
}

TEST_F(ReaderTest, EveryFrameIsReadThoughNothingIsKept) {
  for (const char* name :
       {"openssl-tls12.pcapng", "openssl-dtls12.pcapng", "scene-dtls-cookie-lossy.pcapng"}) {
    SCOPED_TRACE(name);
    const Bytes capture = golden_capture(name);
    auto whole = Reader::open(file_of(capture), "");
    auto nothing = Reader::open(file_of(capture), "", {.conversation_bytes = 0});
    ASSERT_TRUE(whole && nothing);
    for (std::uint64_t number = (*whole)->overview().frames; number > 0; --number) {
      const auto all = (*whole)->perform(ReadFrameCommand{number});
      const auto none = (*nothing)->perform(ReadFrameCommand{number});
      ASSERT_TRUE(all && none);
      EXPECT_EQ(none->parts.size(), 1u);
      EXPECT_EQ(none->parts[0].bytes, all->parts[0].bytes);
      EXPECT_EQ(none->left_out, all->parts.size() > 1 ? 1u : 0u) << number;
    }
  }
}

TEST_F(ReaderTest, AFileIsReadInSteps) {
  const Bytes capture = golden_capture("openssl-tls12.pcapng");
  auto stepped = Reader::begin(file_of(capture), "");
  auto whole = Reader::open(file_of(capture), "");
  ASSERT_TRUE(stepped && whole);
  std::uint64_t position = 0;
  while ((*stepped)->read_on(100)) {
    EXPECT_GT((*stepped)->position(), position);
    position = (*stepped)->position();
  }
  EXPECT_EQ((*stepped)->position(), capture.size());
  EXPECT_EQ(overview_of(**stepped), overview_of(**whole));
}

/// A capture of connection requests, each from a port of its own.
Bytes many_connections(std::uint16_t count) {
  const Ipv4Address from{{10, 0, 0, 1}};
  const Ipv4Address to{{10, 0, 0, 2}};
  CaptureFile file;
  file.interfaces.push_back({.name = "everything"});
  for (std::uint16_t port = 1; port <= count; ++port) {
    const Bytes segment = emit_tcp({.source = from,
                                    .source_port = port,
                                    .destination = to,
                                    .destination_port = 443,
                                    .sequence = 7,
                                    .flags = kTcpSyn});
    const Bytes packet =
        emit_ipv4_packet({.source = from, .destination = to, .protocol = kProtocolTcp, .payload = segment});
    CapturedFrame& frame = file.frames.emplace_back();
    frame.bytes = emit_ethernet(
        {MacAddress{{2, 0, 0, 0, 0, 2}}, MacAddress{{2, 0, 0, 0, 0, 1}}, kEtherTypeIpv4, packet});
    frame.original_size = static_cast<std::uint32_t>(frame.bytes.size());
  }
  return write_pcapng(file);
}

TEST_F(ReaderTest, OfVeryManyConversationsTheFirstAreListed) {
  const Bytes capture = many_connections(5);
  for (const ReaderLimits& limits : {ReaderLimits{.conversations = 3}, ReaderLimits{.entries = 3}}) {
    auto reader = Reader::open(file_of(capture), "", limits);
    ASSERT_TRUE(reader);
    const CaptureView view = (*reader)->overview();
    EXPECT_EQ(view.frames, 5u);
    EXPECT_EQ(view.conversations.size(), 3u);
    EXPECT_EQ(view.note,
              "there are more conversations than the 3 first ones that are listed; the packets have all");
  }
  auto reader = Reader::open(file_of(capture), "", {.conversations = 3});
  const auto packets = (*reader)->perform(ListPacketsCommand{3, 2});
  ASSERT_TRUE(packets);
  EXPECT_EQ((*packets)[0].conversation, 2u);
  EXPECT_EQ((*packets)[1].conversation, std::nullopt);
  EXPECT_TRUE((*reader)->perform(ReadFrameCommand{5}));
}

TEST_F(ReaderTest, ReadingEndsWhereTheMemoryDoes) {
  const Bytes capture = many_connections(20'000);
  auto reader = Reader::open(file_of(capture), "",
                             {.memory_bytes = 1 << 20, .memory = [] { return std::size_t{2 << 20}; }});
  ASSERT_TRUE(reader);
  const CaptureView view = (*reader)->overview();
  EXPECT_GT(view.frames, 1000u);
  EXPECT_LT(view.frames, 20'000u);
  EXPECT_THAT(view.note, HasSubstr("what is behind is left out: it needs more memory than 1 MB"));
  EXPECT_TRUE((*reader)->perform(ReadFrameCommand{view.frames}));
}

TEST_F(ReaderTest, AFileThatIsGoneIsSaidToBe) {
  bool gone = false;
  const FileBytes bytes = file_of(many_connections(10'000));  // more than is read at a time
  auto reader = Reader::open(
      [&](std::uint64_t at, std::span<std::uint8_t> space) { return gone ? 0 : bytes(at, space); }, "");
  ASSERT_TRUE(reader);
  gone = true;
  const std::string why = "frame 1 cannot be read any more: the file has changed, or is gone; open it again";
  EXPECT_EQ((*reader)->perform(ListPacketsCommand{1, 10}).error().text, why);
  EXPECT_EQ((*reader)->perform(ReadFrameCommand{1}).error().text, why);
  EXPECT_EQ((*reader)->perform(ReadMessageCommand{0, 0}).error().text, why);
  EXPECT_EQ((*reader)->perform(WriteTextCommand{0, std::nullopt}).error().text, why);
}

TEST_F(ReaderTest, CommandsComeAsJson) {
  open(golden_capture("openssl-tls12.pcapng"));
  const std::string answer =
      dispatch(*reader_, R"({"command":"message","args":{"conversation":0,"entry":2}})");
  EXPECT_EQ(answer.rfind("{\"reply\":{\"", 0), 0u) << answer.substr(0, 200);
  EXPECT_THAT(answer, HasSubstr("\"about\":\"tls.client_hello\"")) << answer.substr(0, 400);
  const std::string refused =
      dispatch(*reader_, R"({"command":"message","args":{"conversation":9,"entry":2}})");
  EXPECT_EQ(refused, R"({"refused":"there is no conversation 9"})");
}

}  // namespace
}  // namespace tlscam

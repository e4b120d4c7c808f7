#include "sim/desktop/model/wire_reading.h"

#include <algorithm>
#include <fstream>

#include "sim/desktop/model/wire_export.h"
#include "tests/support/test_folder.h"
#include "tests/unit/desktop/desk_fixture.h"

namespace tlscam {
namespace {

class WireReadingTest : public DeskTest {
 protected:
  WireReadingTest() : reading_(desk_, TLSCAM_SOURCE_DIR "/assets/explanations/en") {}

  const ReadMessage& read(const std::string& name) {
    reading_.read(*desk_.conversation(), entry(*desk_.conversation(), name));
    EXPECT_TRUE(until([this] { return !reading_.is_loading(); }));
    EXPECT_EQ(reading_.problem(), "");
    return reading_.shown();
  }

  std::string save_capture() {
    const std::string path = (folder_.path() / "handshake.pcapng").string();
    bool saved = false;
    desk_.send(CaptureCommand{}, [&](Result<Bytes> bytes) { saved = !write_file(path, bytes.value()); });
    EXPECT_TRUE(until([&] { return saved; }));
    return path;
  }

  TestFolder folder_;
  WireReading reading_;
};

TEST_F(WireReadingTest, reads_a_message_and_selects_fields_by_their_bytes) {
  open_handshake();
  const ReadMessage& message = read("ClientHello");
  ASSERT_TRUE(message.field());
  EXPECT_EQ(message.field()->label, "ClientHello");
  EXPECT_TRUE(message.is_message());
  EXPECT_EQ(message.message_byte(), -1);
  reading_.shown().select_byte(message.field()->offset);
  EXPECT_EQ(message.field()->label, "Message type");
  EXPECT_EQ(message.message_byte(), 0);
  EXPECT_TRUE(message.selected_row());
  EXPECT_TRUE(until([&] { return !reading_.explanation(*message.field()).paragraphs.empty(); }));
  EXPECT_FALSE(message.keys_open_something());
}

TEST_F(WireReadingTest, an_eavesdropper_reads_no_finished) {
  open_handshake();
  const ReadMessage& message = read("Finished");
  ASSERT_TRUE(message.keys_open_something());
  EXPECT_EQ(message.field()->label, "Finished");
  reading_.shown().set_keys(false);
  for (const PartView& part : message.message()->parts) EXPECT_FALSE(part.decrypted);
  reading_.shown().set_keys(true);
  EXPECT_EQ(message.field()->label, "Finished");
}

TEST_F(WireReadingTest, reads_a_packet_of_the_live_world) {
  open_handshake();
  const auto& frames = desk_.frames();
  const auto sent =
      std::find_if(frames.begin(), frames.end(), [](const FrameShown& one) { return one.from_node; });
  ASSERT_NE(sent, frames.end());
  const FrameShown packet = *sent;
  reading_.read_packet(desk_.frames_before() + static_cast<std::uint64_t>(sent - frames.begin()), packet);
  EXPECT_TRUE(until([this] { return !reading_.is_loading(); }));
  ASSERT_TRUE(reading_.shown().message()) << reading_.problem();
  EXPECT_EQ(reading_.shown().message()->parts.back().bytes.size(), packet.size);
}

TEST_F(WireReadingTest, shows_a_capture_in_place_of_the_live_world_and_goes_back) {
  open_handshake();
  const std::string path = save_capture();
  reading_.open_files({path});
  ASSERT_TRUE(until([this] { return reading_.capture() != nullptr; }));
  EXPECT_TRUE(desk_.shows_capture());
  EXPECT_GT(reading_.capture()->overview.secrets, 0u);
  EXPECT_TRUE(until([this] { return reading_.frame(1) != nullptr; }));
  desk_.selection.conversation = desk_.shown_conversations().rbegin()->first;
  EXPECT_EQ(read("ServerHello").field()->label, "ServerHello");
  reading_.read_frame(1);
  EXPECT_TRUE(until([this] { return !reading_.is_loading(); }));
  EXPECT_EQ(reading_.shown().message()->parts.back().kind, PartKind::frame);
  reading_.back_to_world();
  EXPECT_FALSE(desk_.shows_capture());
  EXPECT_EQ(read("ClientHello").field()->label, "ClientHello");
}

TEST_F(WireReadingTest, what_is_no_capture_changes_nothing_and_says_so) {
  const std::string path = (folder_.path() / "letter.pcap").string();
  std::ofstream(path) << "Dear reader,";
  reading_.open_files({path});
  ASSERT_TRUE(until([this] { return !desk_.notices().empty(); }));
  EXPECT_NE(desk_.notices().front().text.find("letter.pcap"), std::string::npos);
  EXPECT_FALSE(reading_.capture());
  EXPECT_FALSE(reading_.opening());
  reading_.open_files({(folder_.path() / "gone.pcap").string()});
  ASSERT_TRUE(until([this] { return desk_.notices().size() == 2; }));
}

TEST_F(WireReadingTest, a_cancelled_opening_changes_nothing) {
  open_handshake();
  reading_.open_files({save_capture()});
  reading_.cancel_opening();
  EXPECT_FALSE(reading_.opening());
  EXPECT_EQ(read("ClientHello").field()->label, "ClientHello");
  EXPECT_FALSE(reading_.capture());
}

TEST_F(WireReadingTest, exports_files_and_replaces_none) {
  open_handshake();
  WireExport out(desk_, reading_);
  out.folder = folder_.path().string();
  std::ofstream(folder_.path() / "tlscam-bench.keys") << "mine";
  out.save_capture();
  out.save_key_log();
  out.save_text(*desk_.conversation());
  ASSERT_TRUE(until([this] { return desk_.notices().size() == 3; }));
  EXPECT_EQ(std::filesystem::file_size(folder_.path() / "tlscam-bench.keys"), 4u);
  const Bytes keys = read_file(folder_.path() / "tlscam-bench-2.keys").value();
  EXPECT_TRUE(as_text(keys).starts_with("CLIENT_RANDOM "));
  const Bytes text = read_file(folder_.path() / "tlscam-bench.txt").value();
  EXPECT_NE(as_text(text).find("ServerHello"), std::string::npos);
  EXPECT_GT(std::filesystem::file_size(folder_.path() / "tlscam-bench.pcapng"), 1000u);
}

}  // namespace
}  // namespace tlscam

#include "sim/desktop/panels/ladder_svg.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "sim/base/utf8.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

// CSS pixels, as in wire_ladder.cc.
constexpr float kWidth = 520;
constexpr float kHeads = 54;
constexpr float kClient = 84;
constexpr float kServer = kWidth - 64;
constexpr float kMiddle = (kClient + kServer) / 2;
constexpr float kRow = 28;
constexpr float kFoot = 74;
constexpr std::size_t kLongest = 64;  // characters of a name that have room between the posts

std::string escaped(std::string_view text) {
  std::string all;
  for (const char letter : without_controls(text)) {
    if (letter == '<')
      all += "&lt;";
    else if (letter == '>')
      all += "&gt;";
    else if (letter == '&')
      all += "&amp;";
    else if (letter == '"')
      all += "&quot;";
    else
      all.push_back(letter);
  }
  return all;
}

// The first characters of a text, with a sign that there is more.
std::string shortened(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == kLongest) return std::string(text.substr(0, at)) + "…";
    at += decode_utf8(text.substr(at)).size;
  }
  return std::string(text);
}

class SvgPicture {
 public:
  SvgPicture(const Look& look, float height) : look_(look) {
    put(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" )"
        R"(font-family="Inter, sans-serif"><rect width="{0}" height="{1}" fill="{2}"/>)",
        kWidth, height, color(Color::panel));
  }

  std::string color(Color which) const {
    const ImU32 packed = look_.color(which);
    return fmt::format("#{:02x}{:02x}{:02x}", packed >> IM_COL32_R_SHIFT & 0xff,
                       packed >> IM_COL32_G_SHIFT & 0xff, packed >> IM_COL32_B_SHIFT & 0xff);
  }

  void line(float x, float y, float to_x, float to_y, Color stroke, float width,
            std::string_view dashes = "") {
    put(R"(<path d="M{} {}L{} {}" stroke="{}" stroke-width="{}" fill="none")", x, y, to_x, to_y,
        color(stroke), width);
    if (!dashes.empty()) put(R"( stroke-dasharray="{}")", dashes);
    text_ += "/>";
  }

  void tip(float x, float y, float ahead, Color fill) {
    put(R"(<path d="M{0} {1}L{2} {3}L{2} {4}Z" fill="{5}"/>)", x, y, x - ahead * 8, y - 4, y + 4,
        color(fill));
  }

  void cross(float x, float y) {
    line(x - 5, y - 5, x + 5, y + 5, Color::failed, 2);
    line(x - 5, y + 5, x + 5, y - 5, Color::failed, 2);
  }

  void words(float x, float y, std::string_view anchor, float size, Color fill, std::string_view said,
             std::string_view more = "") {
    put(R"(<text x="{}" y="{}" text-anchor="{}" font-size="{}" fill="{}"{}>{}</text>)", x, y, anchor, size,
        color(fill), more, escaped(said));
  }

  std::string take() {
    text_ += "</svg>\n";
    return std::move(text_);
  }

 private:
  template <class... Values>
  void put(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
  }

  const Look& look_;
  std::string text_;
};

constexpr std::string_view kStrong = R"( font-weight="600")";
constexpr std::string_view kMono = R"( font-family="JetBrains Mono, monospace")";

void draw_entry(SvgPicture& picture, const ConversationSnapshot& conversation,
                const LadderEntrySnapshot& entry, float top, Instant stands) {
  const bool is_alert = entry.kind == LadderKind::alert;
  const Role role = entry.from_client ? conversation.client.role : conversation.server.role;
  const Color color = is_alert ? Color::failed : color_of(role);
  const float y = top + 17;
  const float ahead = entry.from_client ? 1.0f : -1.0f;
  const float from = entry.from_client ? kClient : kServer;
  const float to = entry.from_client ? kServer : kClient;
  const float tip = entry.lost ? kMiddle + ahead * 20 : to - ahead * 2;
  if (is_alert) {
    picture.line(from, y, kMiddle - ahead * 14, y, color, 1.6f, "5 4");
    picture.line(kMiddle + ahead * 14, y, tip, y, color, 1.6f);
    picture.cross(kMiddle, y);
  } else {
    picture.line(from, y, tip, y, color, 1.6f, is_on_its_way(entry, stands) ? "2 4" : "");
  }
  if (entry.lost)
    picture.cross(tip, y);
  else
    picture.tip(to, y, ahead, color);
  picture.words(kMiddle, y - 7, "middle", 12, is_alert ? Color::failed : Color::ink,
                shortened(entry_words(entry, stands)), is_alert ? kStrong : "");
  picture.words(kClient - 14, y + 4, "end", 11, Color::faint, time_after(conversation, entry.at), kMono);
}

}  // namespace

std::string ladder_svg(const Stage& stage, const ConversationSnapshot& conversation) {
  const float bottom = kHeads + kRow * static_cast<float>(conversation.entries.size()) + 4;
  SvgPicture picture(stage.look, bottom + kFoot);
  const auto head = [&](float x, const EndpointSnapshot& end, const std::string& role) {
    picture.words(x, 22, "middle", 13, color_of(end.role), end.name, kStrong);
    picture.words(x, 38, "middle", 11, Color::faint, role);
    picture.line(x, kHeads - 8, x, bottom, Color::edge, 1.5f);
  };
  head(kClient, conversation.client, words<"wire.role_client">());
  head(kServer, conversation.server, words<"wire.role_server">());
  const Instant stands = where_it_stands(stage.desk);
  float top = kHeads;
  for (const LadderEntrySnapshot& entry : conversation.entries) {
    draw_entry(picture, conversation, entry, top, stands);
    top += kRow;
  }
  for (const bool client : {true, false}) {
    const EndWords said = said_by(conversation, client);
    picture.words(client ? 14.0f : kWidth - 14, bottom + (client ? 24.0f : 50.0f), client ? "start" : "end",
                  12, said.complains ? Color::failed : Color::soft, shortened(said.text), kMono);
  }
  return picture.take();
}

}  // namespace tlscam

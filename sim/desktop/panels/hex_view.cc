#include "sim/desktop/panels/hex_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/words/bench.h"

namespace tlscam {
namespace {

constexpr TextStyle kStyle = {Face::mono, TextSize::code, Color::ink};
constexpr std::size_t kHalf = 8;
constexpr float kPadding = 14;

std::string numbers(ByteView row, std::size_t begin, std::size_t end) {
  std::string shown;
  for (std::size_t i = begin; i < end; ++i)
    shown += i < row.size() ? fmt::format("{}{:02x}", i == begin ? "" : " ", row[i])
                            : std::string(i == begin ? 2 : 3, ' ');
  return shown;
}

std::string letters(ByteView row) {
  std::string shown;
  for (const std::uint8_t byte : row)
    if (byte >= 32 && byte < 127)
      shown.push_back(static_cast<char>(byte));
    else
      shown += "·";
  return shown;
}

}  // namespace

void draw_hex(Look& look, ByteView bytes, std::string_view name) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(kPadding), look.px(10)});
  ImGui::BeginChild("hex", {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_HorizontalScrollbar);
  ImGui::PopStyleVar();
  if (bytes.empty()) text(look, words<"bench.no_bytes">(), {Face::text, TextSize::sm, Color::soft});
  const float letter = look.measure(kStyle, "0").x;
  const float line = look.px(21);
  const float gap_between = letter * 2;
  const float wide = letter * (4 + 23 + 23 + 16) + 3 * gap_between;
  const std::size_t in_row = ImGui::GetContentRegionAvail().x < wide ? kHalf : 2 * kHalf;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>((bytes.size() + in_row - 1) / in_row), line);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const std::size_t at = static_cast<std::size_t>(i) * in_row;
      const ByteView row = bytes.subspan(at, std::min(in_row, bytes.size() - at));
      ImVec2 place = ImGui::GetCursorScreenPos();
      const float height = place.y;
      const auto put = [&](const std::string& shown, Color color, float letters_wide) {
        look.draw(place, {kStyle.face, kStyle.size, color}, shown);
        place.x += letter * letters_wide + gap_between;
      };
      put(fmt::format("{:04x}", at), Color::faint, 4);
      put(numbers(row, 0, kHalf), Color::ink, 23);
      if (in_row > kHalf) put(numbers(row, kHalf, 2 * kHalf), Color::ink, 23);
      put(letters(row), Color::soft, static_cast<float>(in_row));
      ImGui::Dummy({place.x - ImGui::GetCursorScreenPos().x, line});
      ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, height + line});
    }
  look.seen.note(SeenRole::bytes, words<"bench.bytes_of">({.file = name}), ImGui::GetWindowPos(),
                 ImGui::GetWindowPos() + ImGui::GetWindowSize());
  ImGui::EndChild();
}

}  // namespace tlscam

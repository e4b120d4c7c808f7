#include "sim/desktop/panels/bytes_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/desktop/look/owned_keys.h"
#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/layer_color.h"
#include "sim/words/part.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

// CSS pixels.
constexpr float kRow = 22;
constexpr float kEdge = 14;
constexpr float kCell = 24;
constexpr float kGap = 12;
constexpr float kMiddle = 8;    // behind the eighth byte
constexpr float kNarrow = 600;  // below it a row has eight bytes
constexpr TextStyle kMono = {Face::mono, TextSize::code, Color::ink};

struct Run {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  bool holds(std::size_t at) const { return at >= from && at < to; }
};

Run run_of(const PartView& part, std::int32_t field) {
  if (field < 0 || static_cast<std::size_t>(field) >= part.fields.size()) return {};
  const FieldView& one = part.fields[static_cast<std::size_t>(field)];
  return {one.offset, one.offset + one.size};
}

}  // namespace

float BytesView::Grid::cell_left(int column) const {
  return at.x + hex + cell * static_cast<float>(column) + (column >= 8 ? cell * kMiddle / kCell : 0);
}

BytesView::Grid BytesView::make_grid(Look& look, std::size_t bytes, float width) const {
  Grid grid{};
  grid.at = ImGui::GetCursorScreenPos();
  grid.in_row = width < look.px(kNarrow) ? 8 : 16;
  grid.row = look.px(kRow);
  grid.letter = look.measure(kMono, "0").x;
  grid.hex = look.px(kEdge + kGap) + grid.letter * (bytes > 0xffff ? 6 : 4);
  grid.cell = look.px(kCell);
  grid.text = grid.hex + grid.cell * static_cast<float>(grid.in_row) + look.px(kGap) +
              (grid.in_row > 8 ? look.px(kMiddle) : 0);
  return grid;
}

std::int64_t BytesView::byte_under_mouse(const Grid& grid, std::size_t bytes) const {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto row = static_cast<std::int64_t>(std::floor((mouse.y - grid.at.y) / grid.row));
  if (row < 0) return -1;
  int column = -1;
  for (int i = 0; i < grid.in_row; ++i)
    if (mouse.x >= grid.cell_left(i) && mouse.x < grid.cell_left(i) + grid.cell) column = i;
  if (const float x = mouse.x - grid.at.x - grid.text;
      x >= 0 && x < grid.letter * static_cast<float>(grid.in_row))
    column = static_cast<int>(x / grid.letter);
  const std::int64_t byte = row * grid.in_row + column;
  return column < 0 || byte >= static_cast<std::int64_t>(bytes) ? -1 : byte;
}

void BytesView::draw(Stage& stage) {
  ReadMessage& message = stage.reading->shown();
  const PartView* part = message.part();
  if (!part) return;
  Look& look = stage.look;
  const ImVec2 top = ImGui::GetCursorScreenPos();
  look.draw_elided({top.x + look.px(kEdge), top.y + look.px(5)},
                   ImGui::GetContentRegionAvail().x - look.px(2 * kEdge),
                   {Face::text, TextSize::xs, Color::soft},
                   fmt::format("{} · {}", part->title, words<"part.bytes">({.count = part->bytes.size()})));
  ImGui::SetCursorScreenPos({top.x, top.y + look.px(26)});
  ImGui::BeginChild("bytes", {0, 0}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  const float height = ImGui::GetWindowHeight();
  const float width = ImGui::GetWindowWidth();
  const std::size_t size = part->bytes.size();
  const Grid grid = make_grid(look, size, width);
  const std::size_t rows =
      (size + static_cast<std::size_t>(grid.in_row) - 1) / static_cast<std::size_t>(grid.in_row);

  ImGui::SetCursorScreenPos(ImGui::GetWindowPos());
  ImGui::InvisibleButton("all bytes", {std::max(1.0f, width - look.px(10)), std::max(1.0f, height)},
                         ImGuiButtonFlags_EnableNav);
  const bool hovered = ImGui::IsItemHovered();
  const bool has_keyboard = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
  take_keys(message, grid, height);
  const std::int64_t pointed = hovered ? byte_under_mouse(grid, size) : -1;
  if (hovered && ImGui::IsMouseClicked(0) && pointed >= 0) message.select_byte(pointed);
  part = message.part();

  const auto first = static_cast<std::size_t>(std::max(0.0f, ImGui::GetScrollY() / grid.row - 1));
  const std::size_t last = std::min(rows, first + static_cast<std::size_t>(height / grid.row) + 3);
  for (std::size_t row = first; row < last; ++row) draw_row(stage, grid, row, pointed, has_keyboard);
  ImGui::SetCursorScreenPos(grid.at);
  ImGui::Dummy({grid.text + grid.letter * static_cast<float>(grid.in_row + 1),
                grid.row * static_cast<float>(rows) + look.px(10)});

  // A selection that was made elsewhere comes into view.
  if (std::exchange(in_view_, message.revision()) != message.revision()) {
    const std::uint32_t line = message.byte() / static_cast<std::uint32_t>(grid.in_row);
    const float y = grid.row * static_cast<float>(line);
    const float scroll = ImGui::GetScrollY();
    if (y < scroll || y + 2 * grid.row > scroll + height) ImGui::SetScrollY(std::max(0.0f, y - height / 3));
  }
  ImGui::EndChild();
}

void BytesView::take_keys(ReadMessage& message, const Grid& grid, float height) {
  if (!own_keys({ImGuiKey_DownArrow, ImGuiKey_UpArrow, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home,
                 ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown}))
    return;
  const std::int64_t in_row = grid.in_row;
  const std::int64_t page =
      std::max<std::int64_t>(1, static_cast<std::int64_t>(height / grid.row) - 1) * in_row;
  const std::int64_t at = message.byte();
  const auto last = static_cast<std::int64_t>(message.owners().size()) - 1;
  const auto to = [&](std::int64_t byte) { message.select_byte(std::clamp<std::int64_t>(byte, 0, last)); };
  if (own_key_pressed(ImGuiKey_LeftArrow)) return to(at - 1);
  if (own_key_pressed(ImGuiKey_RightArrow)) return to(at + 1);
  if (own_key_pressed(ImGuiKey_UpArrow)) return to(at - in_row);
  if (own_key_pressed(ImGuiKey_DownArrow)) return to(at + in_row);
  if (own_key_pressed(ImGuiKey_PageUp)) return to(at - page);
  if (own_key_pressed(ImGuiKey_PageDown)) return to(at + page);
  if (own_key_pressed(ImGuiKey_Home)) return to(at - at % in_row);
  if (own_key_pressed(ImGuiKey_End)) return to(at - at % in_row + in_row - 1);
}

void BytesView::draw_row(Stage& stage, const Grid& grid, std::size_t row, std::int64_t pointed_byte,
                         bool has_keyboard) {
  Look& look = stage.look;
  const ReadMessage& message = stage.reading->shown();
  const PartView& part = *message.part();
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const std::size_t first = row * static_cast<std::size_t>(grid.in_row);
  const std::size_t last = std::min(part.bytes.size(), first + static_cast<std::size_t>(grid.in_row));
  const float y = grid.at.y + grid.row * static_cast<float>(row);
  const float text_y = y + (grid.row - look.measure(kMono, "0").y) / 2;
  const int digits = part.bytes.size() > 0xffff ? 6 : 4;
  look.draw({grid.at.x + look.px(kEdge), text_y}, {kMono.face, kMono.size, Color::faint},
            fmt::format("{:0{}x}", first, digits));
  const std::int32_t pointed =
      pointed_byte < 0 ? -1 : message.owners()[static_cast<std::size_t>(pointed_byte)];
  const Run selected = run_of(part, message.selected()->field);
  std::string letters;
  for (std::size_t byte = first; byte < last; ++byte) {
    const auto column = static_cast<int>(byte - first);
    draw_cell(look, grid, {grid.cell_left(column), y}, byte, message, pointed);
    if (has_keyboard && byte == message.byte())
      list->AddRect({grid.cell_left(column), y + 1}, {grid.cell_left(column) + grid.cell, y + grid.row - 1},
                    look.color(Color::client), look.px(3), 0, look.px(2));
    const std::uint8_t value = part.bytes[byte];
    const ImVec2 at = {grid.at.x + grid.text + grid.letter * static_cast<float>(column), y};
    if (selected.holds(byte) || run_of(part, pointed).holds(byte))
      list->AddRectFilled(at, at + ImVec2(grid.letter, grid.row), look.color(Color::sel));
    if (value >= 32 && value < 127)
      letters += static_cast<char>(value);
    else
      letters += "·";
  }
  look.draw({grid.at.x + grid.text, text_y}, {kMono.face, kMono.size, Color::soft}, letters);
}

void BytesView::draw_cell(Look& look, const Grid& grid, ImVec2 at, std::size_t byte,
                          const ReadMessage& message, std::int32_t pointed) {
  const PartView& part = *message.part();
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImVec2 end = at + ImVec2(grid.cell, grid.row);
  const ImVec2 inner = {at.x, at.y + look.px(2)};
  const ImVec2 inner_end = {end.x, end.y - look.px(2)};
  const std::int32_t owner = message.owners()[byte];
  if (owner >= 0)
    list->AddRectFilled(inner, inner_end,
                        layer_color(look, part.fields[static_cast<std::size_t>(owner)].layer));
  const Run selected = run_of(part, message.selected()->field);
  if (selected.holds(byte)) {
    const ImU32 edge = look.color(Color::half);
    const float line = std::max(1.0f, std::floor(look.px(1)));
    list->AddRectFilled(at, end, look.color(Color::sel));
    list->AddRectFilled(at, {end.x, at.y + line}, edge);
    list->AddRectFilled({at.x, end.y - line}, end, edge);
    if (byte == selected.from) list->AddRectFilled(at, {at.x + line, end.y}, edge);
    if (byte + 1 == selected.to) list->AddRectFilled({end.x - line, at.y}, end, edge);
  } else if (run_of(part, pointed).holds(byte)) {
    list->AddRectFilled({at.x, end.y - look.px(2)}, end, look.color(Color::edge));
  }
  char hex[3];
  fmt::format_to_n(hex, 2, "{:02x}", part.bytes[byte]);
  const ImVec2 extent = look.measure(kMono, {hex, 2});
  list->AddText(look.font(kMono.face), look.font_size(kMono.face, kMono.size),
                {std::floor(at.x + look.px(4)), std::floor(at.y + (grid.row - extent.y) / 2)},
                look.color(kMono.color), hex, hex + 2);
  if (!look.seen.wanted) return;
  const std::string label = owner < 0 ? "" : part.fields[static_cast<std::size_t>(owner)].label;
  look.seen.note(SeenRole::bytes,
                 words<"wire.spoken_byte">(
                     {.offset = std::to_string(byte), .value = std::string(hex, 2), .field = label}),
                 at, end, true, selected.holds(byte));
}

}  // namespace tlscam

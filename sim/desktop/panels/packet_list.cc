#include "sim/desktop/panels/packet_list.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/desktop/look/columns.h"
#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

constexpr float kRow = 24;
constexpr float kNarrow = 640;  // CSS pixels: below this there is room for the most important columns only

// The numbers of the packets that are listed: where they were sent and where one was lost, or on each link.
std::vector<std::uint64_t> listed(const Stage& stage) {
  std::vector<std::uint64_t> numbers;
  std::uint64_t number = stage.desk.frames_before();
  for (const FrameShown& frame : stage.desk.frames()) {
    if (stage.wire.each_link || frame.from_node || frame.fate != Fate::delivered) numbers.push_back(number);
    ++number;
  }
  return numbers;
}

const FrameShown* find(const Stage& stage, std::uint64_t number) {
  const std::uint64_t first = stage.desk.frames_before();
  if (number < first || number - first >= stage.desk.frames().size()) return nullptr;
  return &stage.desk.frames()[static_cast<std::size_t>(number - first)];
}

struct PacketCells {
  std::string before;  // the link, or the number
  Instant at;
  std::string source;
  std::string destination;
  std::string protocol;
  std::uint32_t size = 0;
  std::string what;
  bool lost = false;
};

// The columns of a list that is so wide, and what of a packet stands in each.
class PacketColumns {
 public:
  PacketColumns(Look& look, float width, bool of_file)
      : narrow_(width < look.px(kNarrow)), of_file_(of_file), columns_(look, titles(), width) {}

  void draw_heads() { columns_.draw_heads(); }
  void draw(ImVec2 at, float height, const PacketCells& cells) {
    const Color ink = cells.lost ? Color::failed : Color::ink;
    const Color soft = cells.lost ? Color::failed : Color::soft;
    std::size_t column = 0;
    if (of_file_) columns_.draw_cell(at, height, column++, cells.before, soft);
    columns_.draw_cell(at, height, column++, time_of_day(cells.at), soft);
    if (!narrow_) {
      if (!of_file_) columns_.draw_cell(at, height, column++, cells.before, ink);
      columns_.draw_cell(at, height, column++, cells.source, ink);
      columns_.draw_cell(at, height, column++, cells.destination, ink);
    }
    columns_.draw_cell(at, height, column++, cells.protocol, ink);
    if (!narrow_) columns_.draw_cell(at, height, column++, size_text(cells.size), soft);
    columns_.draw_cell(at, height, column, cells.what, ink);
  }

 private:
  std::vector<Column> titles() const {
    std::vector<Column> titles;
    if (of_file_) titles.push_back({words<"wire.column_number">(), 50, true, Face::mono});
    titles.push_back({words<"wire.column_time">(), 96, false, Face::mono});
    if (!narrow_) {
      if (!of_file_) titles.push_back({words<"wire.column_link">(), 84});
      titles.push_back({words<"wire.column_from">(), 142, false, Face::mono});
      titles.push_back({words<"wire.column_to">(), 142, false, Face::mono});
    }
    titles.push_back({words<"wire.column_protocol">(), 62});
    if (!narrow_) titles.push_back({words<"wire.column_size">(), 54, true, Face::mono});
    titles.push_back({words<"wire.column_what">(), 0});
    return titles;
  }

  bool narrow_;
  bool of_file_;
  Columns columns_;
};

}  // namespace

void PacketList::read_selected(Stage& stage) {
  if (!stage.wire.packet) return stage.reading->forget();
  if (stage.reading->capture()) return stage.reading->read_frame(*stage.wire.packet + 1);
  if (const FrameShown* const packet = find(stage, *stage.wire.packet))
    stage.reading->read_packet(*stage.wire.packet, *packet);
}

bool PacketList::has(const Stage& stage, int by) {
  if (!stage.wire.packet) return false;
  if (const OpenCapture* const capture = stage.reading->capture())
    return by > 0 ? *stage.wire.packet + 1 < capture->overview.frames : *stage.wire.packet > 0;
  const auto numbers = listed(stage);
  return !numbers.empty() &&
         (by > 0 ? *stage.wire.packet < numbers.back() : *stage.wire.packet > numbers.front());
}

void PacketList::step(Stage& stage, int by) {
  std::optional<std::uint64_t>& packet = stage.wire.packet;
  if (const OpenCapture* const capture = stage.reading->capture()) {
    const std::uint64_t count = capture->overview.frames;
    if (count == 0) return;
    stage.wire.tab = WireTab::packets;
    if (!packet)
      packet = by > 0 ? 0 : count - 1;
    else
      packet = by > 0 ? std::min(count - 1, *packet + 1) : *packet - std::min<std::uint64_t>(*packet, 1);
    return;
  }
  const auto numbers = listed(stage);
  if (numbers.empty()) return;
  stage.wire.tab = WireTab::packets;
  if (!packet) {
    packet = by > 0 ? numbers.front() : numbers.back();
    return;
  }
  auto place = std::lower_bound(numbers.begin(), numbers.end(), *packet);
  if (by > 0 && place != numbers.end() && *place == *packet) ++place;
  if (by < 0 && place != numbers.begin()) --place;
  packet = place == numbers.end() ? numbers.back() : *place;
}

void PacketList::draw(Stage& stage) {
  if (stage.reading->capture())
    draw_file(stage);
  else
    draw_live(stage);
}

void PacketList::keep_in_view(std::optional<std::size_t> place, float row) {
  if (std::exchange(in_view_, place) == place || !place) return;
  const float y = row * static_cast<float>(*place);
  const float scroll = ImGui::GetScrollY();
  if (y < scroll || y + row > scroll + ImGui::GetWindowHeight())
    ImGui::SetScrollY(std::max(0.0f, y - ImGui::GetWindowHeight() / 2));
}

void PacketList::draw_live(Stage& stage) {
  Look& look = stage.look;
  const auto numbers = listed(stage);
  if (numbers.empty()) {
    ImGui::SetCursorScreenPos(ImGui::GetCursorScreenPos() + ImVec2(look.px(18), look.px(14)));
    text(look, words<"wire.no_packets">(), {Face::text, TextSize::sm, Color::soft});
    return;
  }
  PacketColumns columns(look, ImGui::GetContentRegionAvail().x, false);
  columns.draw_heads();
  ImGui::BeginChild("rows");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const float height = look.px(kRow);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(numbers.size()), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const std::uint64_t number = numbers[static_cast<std::size_t>(i)];
      const FrameShown& frame = *find(stage, number);
      ImGui::PushID(static_cast<int>(number));
      if (row(look, words<"wire.spoken_packet">({.time = time_of_day(frame.at), .what = frame.summary}),
              stage.wire.packet == number, height))
        stage.wire.packet = number;
      ImGui::PopID();
      std::string what = frame.summary;
      if (frame.fate == Fate::lost) what += " ✕ " + words<"wire.lost">();
      if (frame.fate == Fate::link_down) what += " ✕ " + words<"wire.link_down">();
      std::string link = frame.link;
      if (stage.wire.each_link) link += frame.from_node ? " →" : " ←";
      columns.draw(ImGui::GetItemRectMin(), height,
                   {link, frame.at, frame.source, frame.destination, frame.protocol, frame.size, what,
                    frame.fate != Fate::delivered});
    }
  ImGui::PopStyleVar();
  if (std::exchange(seen_, numbers.size()) != numbers.size() &&
      ImGui::GetScrollMaxY() - ImGui::GetScrollY() < look.px(160))
    ImGui::SetScrollY(1e9f);
  std::optional<std::size_t> place;
  if (stage.wire.packet) {
    const auto found = std::lower_bound(numbers.begin(), numbers.end(), *stage.wire.packet);
    if (found != numbers.end()) place = static_cast<std::size_t>(found - numbers.begin());
  }
  keep_in_view(place, height);
  ImGui::EndChild();
}

void PacketList::draw_file(Stage& stage) {
  Look& look = stage.look;
  PacketColumns columns(look, ImGui::GetContentRegionAvail().x, true);
  columns.draw_heads();
  ImGui::BeginChild("rows");
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const float height = look.px(kRow);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(stage.reading->capture()->overview.frames), height);
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto number = static_cast<std::uint64_t>(i);
      const PacketView* const packet = stage.reading->frame(number + 1);
      ImGui::PushID(i);
      if (row(look,
              words<"wire.spoken_packet">(
                  {.time = std::to_string(i + 1), .what = packet ? packet->summary : ""}),
              stage.wire.packet == number, height))
        stage.wire.packet = number;
      ImGui::PopID();
      if (!packet) continue;
      const std::string what =
          packet->comment.empty() ? packet->summary : packet->summary + " · " + packet->comment;
      columns.draw(ImGui::GetItemRectMin(), height,
                   {std::to_string(number + 1), packet->at, packet->source, packet->destination,
                    packet->protocol, packet->size, what});
    }
  ImGui::PopStyleVar();
  keep_in_view(stage.wire.packet ? std::optional<std::size_t>(*stage.wire.packet) : std::nullopt, height);
  ImGui::EndChild();
}

}  // namespace tlscam

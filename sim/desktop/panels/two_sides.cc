#include "sim/desktop/panels/two_sides.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/look/wrapped_text.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

// CSS pixels.
constexpr float kEdge = 12;
constexpr float kAfter = 68;
constexpr float kPad = 8;
constexpr float kHeads = 34;
constexpr float kIconRoom = 18;
constexpr TextStyle kSmall = {Face::text, TextSize::xs, Color::soft};

std::string line_of(const EndStateSnapshot& state) {
  return state.file.empty() ? "" : fmt::format("{}:{}", state.file, state.line);
}

bool is_same(const EndStateSnapshot& one, const EndStateSnapshot& other) {
  return one.does == other.does && line_of(one) == line_of(other);
}

// The place of the last Certificate that this end has got, which it verifies.
bool is_verified_here(const ConversationSnapshot& conversation, std::size_t at, bool client) {
  const auto brings = [&](const LadderEntrySnapshot& one) {
    return one.name == "Certificate" && one.from_client != client;
  };
  if (!brings(conversation.entries[at])) return false;
  return std::none_of(conversation.entries.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                      conversation.entries.end(), brings);
}

std::string problems_of(const VerificationSnapshot& verified) {
  std::string all;
  for (const std::string& problem : verified.problems) all += (all.empty() ? "" : "; ") + problem;
  return all.empty() ? words<"wire.nothing_wrong">() : all;
}

}  // namespace

TwoSides::Cell TwoSides::end_cell(const ConversationSnapshot& conversation, std::size_t at,
                                  bool client) const {
  const LadderEntrySnapshot& entry = conversation.entries[at];
  const EndStateSnapshot& state = client ? entry.client : entry.server;
  Cell cell;
  // An end that does the same as before says it once.
  const bool news = at == 0 || !is_same(state, client ? conversation.entries[at - 1].client
                                                      : conversation.entries[at - 1].server);
  if (!state.does.empty() && news) {
    if (const std::string line = line_of(state); !line.empty())
      cell.push_back({line, {Face::mono, TextSize::code, Color::ink}});
    cell.push_back(
        {state.does, {Face::text, TextSize::sm, client == entry.from_client ? Color::ink : Color::soft}});
    if (state.heap_used > 0)
      cell.push_back({words<"wire.heap">({.size = size_text(state.heap_used)}), kSmall});
  }
  if (state.instructions > 0)
    cell.push_back(
        {words<"wire.computed">({.millions = fmt::format("{:.0f}", double(state.instructions) / 1e6)}),
         kSmall});
  if (!is_verified_here(conversation, at, client)) return cell;
  for (const VerificationSnapshot& one : conversation.verified) {
    if (one.by_client != client) continue;
    const Color color = one.problems.empty() ? Color::proved : Color::failed;
    cell.push_back({words<"wire.verifies">({.subject = one.subject, .problems = problems_of(one)}),
                    {Face::text, TextSize::sm, one.problems.empty() ? Color::soft : Color::failed},
                    one.problems.empty() ? icon::proved : icon::failed,
                    color});
  }
  return cell;
}

TwoSides::Cell TwoSides::wire_cell(const LadderEntrySnapshot& entry) {
  std::string name = entry.count > 1 ? fmt::format("{} × {}", entry.name, entry.count) : entry.name;
  if (entry.bytes > 0) name += "  " + size_text(entry.bytes);
  Cell cell;
  const bool is_alert = entry.kind == LadderKind::alert;
  cell.push_back({name,
                  {Face::strong, TextSize::sm, is_alert ? Color::failed : Color::ink},
                  entry.from_client ? icon::arrow_right : icon::arrow_left,
                  is_alert ? Color::failed : Color::ink});
  const std::string bytes = std::to_string(entry.bytes);
  const std::string seen = entry.lost        ? words<"wire.lost_on_its_way">()
                           : entry.unknown   ? words<"wire.listener_came_late">({.bytes = bytes})
                           : entry.encrypted ? words<"wire.listener_sees">({.bytes = bytes})
                                             : words<"wire.listener_reads">();
  const Trust trust = entry.trust == Trust::waiting ? Trust::exposed : entry.trust;
  cell.push_back({seen, kSmall, icon_of(trust), Color::soft});
  return cell;
}

float TwoSides::measure(Look& look, const Cell& cell, float width) const {
  float height = 0;
  for (const Line& line : cell)
    height += wrapped_height(look, line.text, line.style,
                             width - look.px(2 * kPad + (line.icon.empty() ? 0 : kIconRoom)));
  return height;
}

void TwoSides::draw_cell(Look& look, const Cell& cell, ImVec2 at, float width) const {
  for (const Line& line : cell) {
    const float indent = look.px(kPad + (line.icon.empty() ? 0 : kIconRoom));
    if (!line.icon.empty())
      look.draw_icon({at.x + look.px(kPad + 6), at.y + look.px(9)}, line.icon, 12,
                     look.color(line.icon_color));
    at.y += draw_wrapped(look, {at.x + indent, at.y}, line.text, line.style, width - indent - look.px(kPad));
  }
}

void TwoSides::renew(Look& look, const ConversationSnapshot& conversation, float width) {
  if (conversation_ == conversation.id && revision_ == conversation.revision && width_ == width &&
      scale_ == look.scale() && rows_.size() == conversation.entries.size())
    return;
  conversation_ = conversation.id;
  revision_ = conversation.revision;
  width_ = width;
  scale_ = look.scale();
  const float rest = width - look.px(2 * kEdge + kAfter);
  side_ = rest * 0.34f;
  middle_ = rest - 2 * side_;
  rows_.clear();
  float top = 0;
  for (std::size_t at = 0; at < conversation.entries.size(); ++at) {
    Row row{end_cell(conversation, at, true), wire_cell(conversation.entries[at]),
            end_cell(conversation, at, false), top};
    row.height = std::max({measure(look, row.client, side_), measure(look, row.wire, middle_),
                           measure(look, row.server, side_)}) +
                 look.px(10);
    top += row.height;
    rows_.push_back(std::move(row));
  }
  bottom_ = top;
}

void TwoSides::draw(Stage& stage, const ConversationSnapshot& conversation) {
  Look& look = stage.look;
  renew(look, conversation, ImGui::GetContentRegionAvail().x - look.px(10));
  draw_heads(look, conversation);
  ImGui::BeginChild("sides");
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float from = ImGui::GetScrollY();
  const float to = from + ImGui::GetWindowHeight();
  const auto first = std::partition_point(rows_.begin(), rows_.end(),
                                          [&](const Row& row) { return row.top + row.height < from; });
  for (auto row = first; row != rows_.end() && row->top < to; ++row)
    draw_row(stage, conversation, static_cast<std::size_t>(row - rows_.begin()), at.y + row->top);
  ImGui::SetCursorScreenPos({at.x, at.y + bottom_});
  draw_end(stage, conversation);
  ImGui::EndChild();
}

void TwoSides::draw_heads(Look& look, const ConversationSnapshot& conversation) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + look.px(9);
  const float left = at.x + look.px(kEdge + kAfter + kPad);
  const TextStyle strong = {Face::strong, TextSize::sm, Color::ink};
  look.draw({at.x + look.px(kEdge + kPad), y}, strong, words<"wire.column_after">());
  const auto head = [&](float x, const EndpointSnapshot& end, const std::string& role) {
    draw_shape(look, {x + look.px(5), y + look.px(9)}, 9,
               end.role == Role::server ? Shape::square : Shape::circle, look.color(color_of(end.role)));
    const ImVec2 name = look.draw({x + look.px(16), y}, strong, end.name);
    look.draw({x + look.px(22) + name.x, y}, {Face::text, TextSize::sm, Color::soft}, role);
  };
  head(left, conversation.client, words<"wire.role_client">());
  look.draw({left + side_, y}, strong, words<"wire.on_the_wire">());
  head(left + side_ + middle_, conversation.server, words<"wire.role_server">());
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(kHeads)});
}

void TwoSides::draw_row(Stage& stage, const ConversationSnapshot& conversation, std::size_t at, float top) {
  Look& look = stage.look;
  const Row& row = rows_[at];
  const LadderEntrySnapshot& entry = conversation.entries[at];
  Selection& selection = stage.desk.selection;
  const bool selected = selection.entry == entry.id;
  const float left = ImGui::GetWindowPos().x + look.px(kEdge);
  ImGui::SetCursorScreenPos({left, top});
  ImGui::PushID(static_cast<int>(entry.id));
  if (tlscam::row(look, entry.name, selected, row.height)) {
    selection.conversation = conversation.id;
    selection.entry = selected ? std::nullopt : std::optional(entry.id);
  }
  ImGui::PopID();
  ImGui::GetWindowDrawList()->AddLine({left, top}, {ImGui::GetItemRectMax().x, top},
                                      look.color(Color::line2));
  const float y = top + look.px(5);
  look.draw({left + look.px(kPad), y}, {Face::mono, TextSize::s, Color::soft},
            time_after(conversation, entry.at));
  const float x = left + look.px(kAfter);
  const auto draw_side = [&](const Cell& cell, const EndStateSnapshot& state, float at_x) {
    if (cell.empty() && !state.does.empty())  // as before
      ImGui::GetWindowDrawList()->AddLine({at_x + look.px(kPad + 6), y},
                                          {at_x + look.px(kPad + 6), y + look.px(16)},
                                          look.color(Color::edge));
    draw_cell(look, cell, {at_x, y}, side_);
  };
  draw_side(row.client, entry.client, x);
  draw_cell(look, row.wire, {x + side_, y}, middle_);
  draw_side(row.server, entry.server, x + side_ + middle_);
}

void TwoSides::draw_end(Stage& stage, const ConversationSnapshot& conversation) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddLine({at.x + look.px(kEdge), at.y}, {at.x + width_, at.y},
                                      look.color(Color::edge));
  const float x = at.x + look.px(kEdge + kAfter + kPad);
  const float y = at.y + look.px(6);
  float height = 0;
  for (const bool client : {true, false}) {
    const EndWords said = said_by(conversation, client);
    height = std::max(height,
                      draw_wrapped(look, {client ? x : x + side_ + middle_, y}, said.text,
                                   {Face::mono, TextSize::xs, said.complains ? Color::failed : Color::soft},
                                   side_ - look.px(2 * kPad)));
  }
  if (!conversation.failure.empty())
    draw_wrapped(look, {x + side_, y}, words<"wire.alert_is">({.alert = conversation.failure}),
                 {Face::mono, TextSize::xs, Color::soft}, middle_ - look.px(2 * kPad));
  ImGui::Dummy({1, height + look.px(20)});
}

}  // namespace tlscam

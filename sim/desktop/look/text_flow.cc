#include "sim/desktop/look/text_flow.h"

#include <algorithm>
#include <cmath>

#include "sim/desktop/look/widgets.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostParsed = 2000;  // texts that are kept; then all are parsed anew

TextStyle style_of(const MarkdownRun& run, TextStyle style) {
  if (run.code) return {Face::mono, style.size == TextSize::m ? TextSize::sm : TextSize::s, style.color};
  if (!run.link.empty()) style.color = Color::client;
  if (run.strong) style.face = Face::strong;
  if (run.italic) style.face = Face::italic;
  return style;
}

// The words of a run, each with the spaces behind it.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    std::size_t end = text.find(' ');
    end = end == text.npos ? text.size() : text.find_first_not_of(' ', end);
    if (end == text.npos) end = text.size();
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

}  // namespace

const std::vector<MarkdownBlock>& TextFlow::parsed(std::string_view markdown) {
  const auto found = parsed_.find(markdown);
  if (found != parsed_.end()) return found->second;
  if (parsed_.size() >= kMostParsed) parsed_.clear();
  return parsed_.emplace(markdown, parse_markdown(markdown)).first->second;
}

void TextFlow::draw_runs(Look& look, const std::vector<MarkdownRun>& runs, TextStyle style, float width) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float leading = std::ceil(look.theme()[style.size] * look.scale() * 1.55f);
  ImDrawList* const list = ImGui::GetWindowDrawList();
  float x = 0;
  float y = 0;
  std::string said;
  for (const MarkdownRun& run : runs) {
    said += run.text;
    if (run.line_break) {
      x = 0;
      y += leading;
      continue;
    }
    const TextStyle run_style = style_of(run, style);
    ImFont* const font = look.font(run_style.face);
    const float size = look.font_size(run_style.face, run_style.size);
    const float pad = run.code ? look.px(4) : 0;
    const auto explained =
        explain && !run.code && run.link.empty() ? explain(run.text) : std::vector<Explained>();
    for (const std::string_view word : words_of(run.text)) {
      const std::string_view letters = word.substr(0, word.find_last_not_of(' ') + 1);
      const bool is_first = word.data() == run.text.data();
      const bool is_last = word.data() + word.size() == run.text.data() + run.text.size();
      const float pad_left = is_first ? pad : 0;
      const float letters_width = look.measure(run_style, letters).x + pad_left + (is_last ? pad : 0);
      if (x > 0 && x + letters_width > width) {
        x = 0;
        y += leading;
      }
      const ImVec2 extent = look.measure(run_style, letters);
      const ImVec2 at = {std::floor(start.x + x), std::floor(start.y + y + (leading - extent.y) / 2)};
      const ImVec2 end = {at.x + letters_width, at.y + extent.y};
      // The words of one piece of code that stand side by side are in one frame.
      const bool goes_on = run.code && word.size() > letters.size();
      if (run.code && !letters.empty())
        list->AddRectFilled({at.x, at.y - look.px(1)},
                            {end.x + (goes_on ? look.measure(run_style, " ").x : 0), end.y + look.px(1)},
                            look.color(Color::code), look.px(4));
      list->AddText(font, size, {at.x + pad_left, at.y}, look.color(run_style.color), letters.data(),
                    letters.data() + letters.size());
      const auto offset = static_cast<std::size_t>(word.data() - run.text.data());
      for (const Explained& one : explained) {
        if (one.begin >= offset + letters.size() || one.begin + one.size <= offset) continue;
        for (float dot = at.x; dot < end.x; dot += look.px(4))
          list->AddRectFilled({dot, end.y}, {dot + look.px(2), end.y + look.px(1)}, look.color(Color::edge));
        if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end)) tooltip(look, one.text);
      }
      if (!run.link.empty() && ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end)) {
        list->AddLine({at.x, end.y}, end, look.color(run_style.color));
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        tooltip(look, run.link);
        if (ImGui::IsMouseClicked(0) && open_link) open_link(run.link);
      }
      if (!run.link.empty()) look.seen.note(SeenRole::link, letters, at, end);
      x += letters_width + (word.size() > letters.size() ? look.measure(run_style, " ").x : 0);
    }
  }
  const ImVec2 size = {width, y + leading};
  ImGui::Dummy(size);
  look.seen.note(SeenRole::text, said, start, start + size);
  if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Right))
    ImGui::SetClipboardText(said.c_str());
}

void TextFlow::draw_rows(Look& look, std::span<const MarkdownBlock> rows, TextStyle style, float width) {
  std::size_t columns = 0;
  for (const MarkdownBlock& one : rows) columns = std::max(columns, one.cells.size());
  if (columns == 0) return;
  style.size = TextSize::sm;
  const float column = std::floor(width / static_cast<float>(columns));
  for (const MarkdownBlock& one : rows) {
    const ImVec2 start = ImGui::GetCursorPos();
    float bottom = start.y;
    for (std::size_t i = 0; i < one.cells.size(); ++i) {
      ImGui::SetCursorPos({start.x + column * static_cast<float>(i), start.y + look.px(4)});
      draw_runs(look, one.cells[i], {one.header ? Face::strong : style.face, style.size, style.color},
                column - look.px(12));
      bottom = std::max(bottom, ImGui::GetCursorPosY());
    }
    ImGui::SetCursorPos({start.x, bottom});
    hairline(look, one.header ? Color::line : Color::line2);
  }
}

void TextFlow::draw(Look& look, std::string_view markdown, TextStyle style, float width) {
  if (width <= 0) width = ImGui::GetContentRegionAvail().x;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const auto& blocks = parsed(markdown);
  const float between = look.px(style.size == TextSize::m ? 9.0f : 6.0f);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const MarkdownBlock& block = blocks[i];
    if (i > 0) ImGui::Dummy({1, block.kind == MarkdownBlock::Kind::row ? 0 : between});
    switch (block.kind) {
      case MarkdownBlock::Kind::paragraph:
        draw_runs(look, block.runs, style, width);
        break;
      case MarkdownBlock::Kind::heading:
        draw_runs(look, block.runs, {Face::strong, style.size, style.color}, width);
        break;
      case MarkdownBlock::Kind::quote:
      case MarkdownBlock::Kind::item: {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float indent = look.px(
            block.kind == MarkdownBlock::Kind::item ? 20.0f * static_cast<float>(block.level) : 12.0f);
        const float leading = std::ceil(look.theme()[style.size] * look.scale() * 1.55f);
        if (!block.marker.empty())
          look.draw({at.x + indent - look.px(18), at.y + (leading - look.measure(style, block.marker).y) / 2},
                    style, block.marker);
        ImGui::SetCursorScreenPos({at.x + indent, at.y});
        draw_runs(look, block.runs, style, width - indent);
        if (block.kind == MarkdownBlock::Kind::quote)
          ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + look.px(2), ImGui::GetCursorScreenPos().y},
                                                    look.color(Color::line));
        break;
      }
      case MarkdownBlock::Kind::code: {
        std::string code;
        for (const MarkdownRun& run : block.runs) code += run.text;
        while (code.ends_with('\n')) code.pop_back();
        const TextStyle mono = {Face::mono, TextSize::code, style.color};
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const auto lines = break_lines(look, mono, code, width - look.px(20));
        const float leading = std::ceil(look.measure(mono, "M").y * 1.12f);
        const ImVec2 size = {width, leading * static_cast<float>(lines.size()) + look.px(16)};
        ImGui::GetWindowDrawList()->AddRectFilled(at, at + size, look.color(Color::code),
                                                  look.px(look.theme().radius));
        float y = at.y + look.px(8);
        for (const std::string_view line : lines) {
          look.draw({at.x + look.px(10), y}, mono, line);
          y += leading;
        }
        ImGui::Dummy(size);
        break;
      }
      case MarkdownBlock::Kind::row: {
        std::size_t end = i;
        while (end < blocks.size() && blocks[end].kind == MarkdownBlock::Kind::row) ++end;
        draw_rows(look, {blocks.data() + i, end - i}, style, width);
        i = end - 1;
        break;
      }
    }
  }
  ImGui::PopStyleVar();
}

}  // namespace tlscam

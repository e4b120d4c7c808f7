#include "sim/desktop/look/markdown.h"

#include <md4c.h>

#include <utility>

namespace tlscam {
namespace {

using Kind = MarkdownBlock::Kind;

struct List {
  bool ordered = false;
  unsigned next = 1;
};

// `Gatherer` takes the parts of a text, as md4c finds them.
class Gatherer {
 public:
  std::vector<MarkdownBlock> blocks;

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
        lists_.push_back({});
        break;
      case MD_BLOCK_OL:
        lists_.push_back({true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start});
        break;
      case MD_BLOCK_LI: {
        begin(Kind::item);
        List& list = lists_.back();
        blocks.back().marker = list.ordered ? std::to_string(list.next++) + "." : "•";
        item_is_new_ = true;
        break;
      }
      case MD_BLOCK_QUOTE:
        ++quotes_;
        break;
      case MD_BLOCK_H:
        begin(Kind::heading);
        blocks.back().level = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level;
        break;
      case MD_BLOCK_CODE:
        begin(Kind::code);
        break;
      case MD_BLOCK_P:
        // The paragraph of an item that has just begun is the item itself.
        if (!std::exchange(item_is_new_, false))
          begin(!lists_.empty() ? Kind::item : quotes_ > 0 ? Kind::quote : Kind::paragraph);
        break;
      case MD_BLOCK_TR:
        begin(Kind::row);
        blocks.back().header = in_head_;
        break;
      case MD_BLOCK_THEAD:
        in_head_ = true;
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        blocks.back().cells.emplace_back();
        in_cell_ = true;
        break;
      default:
        break;
    }
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) lists_.pop_back();
    if (type == MD_BLOCK_LI) item_is_new_ = false;
    if (type == MD_BLOCK_QUOTE) --quotes_;
    if (type == MD_BLOCK_THEAD) in_head_ = false;
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) in_cell_ = false;
  }

  void enter(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_STRONG) ++strong_;
    if (type == MD_SPAN_EM) ++italic_;
    if (type == MD_SPAN_CODE) ++code_;
    if (type == MD_SPAN_A) {
      const MD_ATTRIBUTE& href = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
      link_.assign(href.text, href.size);
    }
  }

  void leave(MD_SPANTYPE type) {
    if (type == MD_SPAN_STRONG) --strong_;
    if (type == MD_SPAN_EM) --italic_;
    if (type == MD_SPAN_CODE) --code_;
    if (type == MD_SPAN_A) link_.clear();
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    item_is_new_ = false;
    if (blocks.empty()) begin(Kind::paragraph);
    MarkdownRun run{std::string(text), strong_ > 0, italic_ > 0, code_ > 0, type == MD_TEXT_BR, link_};
    if (type == MD_TEXT_SOFTBR) run.text = " ";
    if (type == MD_TEXT_BR) run.text.clear();
    if (type == MD_TEXT_ENTITY) run.text = entity(text);
    auto& runs = in_cell_ ? blocks.back().cells.back() : blocks.back().runs;
    runs.push_back(std::move(run));
  }

 private:
  void begin(Kind kind) {
    blocks.emplace_back();
    blocks.back().kind = kind;
    if (kind == Kind::item) blocks.back().level = static_cast<unsigned>(lists_.size());
  }

  static std::string entity(std::string_view text) {
    if (text == "&lt;") return "<";
    if (text == "&gt;") return ">";
    if (text == "&amp;") return "&";
    if (text == "&quot;") return "\"";
    if (text == "&nbsp;") return "\u00a0";
    return std::string(text);
  }

  std::vector<List> lists_;
  bool item_is_new_ = false;
  bool in_head_ = false;
  bool in_cell_ = false;
  int quotes_ = 0;
  int strong_ = 0;
  int italic_ = 0;
  int code_ = 0;
  std::string link_;
};

Gatherer& gatherer(void* user) {
  return *static_cast<Gatherer*>(user);
}

}  // namespace

std::vector<MarkdownBlock> parse_markdown(std::string_view text) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    return gatherer(user).enter(type, detail), 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) { return gatherer(user).leave(type), 0; };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    return gatherer(user).enter(type, detail), 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) { return gatherer(user).leave(type), 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* chars, MD_SIZE size, void* user) {
    return gatherer(user).text(type, {chars, size}), 0;
  };
  Gatherer gathered;
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &gathered);
  return std::move(gathered.blocks);
}

}  // namespace tlscam

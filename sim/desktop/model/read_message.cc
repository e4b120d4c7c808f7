#include "sim/desktop/model/read_message.h"

#include <algorithm>

namespace tlscam {

void ReadMessage::show(std::shared_ptr<const MessageView> message, bool again) {
  const bool keeps = again && selected_ && shown_;
  full_ = std::move(message);
  keys_open_something_ = std::any_of(full_->parts.begin(), full_->parts.end(),
                                     [](const PartView& part) { return part.decrypted; });
  shown_ = with_keys_ ? full_ : std::make_shared<const MessageView>(as_eavesdropper(*full_));
  if (!keeps) return begin();
  const std::optional<FieldPlace> selected = selected_;
  const std::uint32_t byte = byte_;
  select(*selected, byte);
}

void ReadMessage::clear() {
  full_.reset();
  shown_.reset();
  keys_open_something_ = false;
  open_.clear();
  rows_.clear();
  selected_.reset();
  owners_.clear();
  byte_ = 0;
}

void ReadMessage::set_keys(bool with_keys) {
  with_keys_ = with_keys;
  if (!full_) return;
  shown_ = with_keys_ ? full_ : std::make_shared<const MessageView>(as_eavesdropper(*full_));
  begin();
}

void ReadMessage::begin() {
  open_ = first_open(*shown_);
  select({shown_->part, static_cast<std::int32_t>(shown_->field)});
}

std::optional<std::size_t> ReadMessage::selected_row() const {
  if (!selected_) return {};
  const auto found =
      std::find_if(rows_.begin(), rows_.end(), [&](const FieldRow& row) { return row.place == *selected_; });
  if (found == rows_.end()) return {};
  return static_cast<std::size_t>(found - rows_.begin());
}

const PartView* ReadMessage::part() const {
  if (!shown_ || !selected_ || selected_->part >= shown_->parts.size()) return nullptr;
  return &shown_->parts[selected_->part];
}

const FieldView* ReadMessage::field() const {
  const PartView* const found = part();
  if (!found || selected_->field < 0 || static_cast<std::size_t>(selected_->field) >= found->fields.size())
    return nullptr;
  return &found->fields[static_cast<std::size_t>(selected_->field)];
}

bool ReadMessage::is_message() const {
  return shown_ && selected_ && selected_->part == shown_->part &&
         selected_->field == static_cast<std::int32_t>(shown_->field);
}

std::int32_t ReadMessage::message_byte() const {
  if (!shown_ || !selected_ || selected_->part != shown_->part || is_message()) return -1;
  const PartView* const found = part();
  if (!found || shown_->field >= found->fields.size()) return -1;
  const FieldView& whole = found->fields[shown_->field];
  if (byte_ < whole.offset || byte_ - whole.offset >= whole.size) return -1;
  return static_cast<std::int32_t>(byte_ - whole.offset);
}

void ReadMessage::select(FieldPlace place, std::optional<std::uint32_t> byte) {
  if (!shown_ || shown_->parts.empty()) return;
  if (place.part >= shown_->parts.size()) place = {};
  const bool other_part = !selected_ || selected_->part != place.part;
  selected_ = place;
  const FieldView* const found = field();
  byte_ = byte ? *byte : found ? found->offset : 0;
  if (other_part || owners_.size() != part()->bytes.size()) owners_ = fields_of_bytes(*part());
  reveal(place, *shown_, open_);
  ++revision_;
  renew_rows();
}

void ReadMessage::select_byte(std::int64_t at) {
  if (!selected_ || at < 0 || static_cast<std::size_t>(at) >= owners_.size()) return;
  select({selected_->part, owners_[static_cast<std::size_t>(at)]}, static_cast<std::uint32_t>(at));
}

void ReadMessage::toggle(FieldPlace place) {
  if (open_.erase(place) == 0) open_.insert(place);
  renew_rows();
}

void ReadMessage::open_level(std::uint32_t level) {
  for (const FieldRow& row : rows_)
    if (row.opens && row.level == level) open_.insert(row.place);
  renew_rows();
}

void ReadMessage::renew_rows() {
  rows_ = shown_ ? rows_of(*shown_, open_) : std::vector<FieldRow>();
}

}  // namespace tlscam

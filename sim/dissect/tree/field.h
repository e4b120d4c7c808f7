#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/dissect/tree/text_arena.h"

namespace tlscam {

/// `FieldLayer` is what a field belongs to: how a view tints its bytes.
enum class FieldLayer : std::uint8_t {
  ethernet,  ///< also ARP
  ip,        ///< also ICMP
  transport,
  record,
  handshake,
  extension,
  certificate,
  application,  ///< also DHCP, DNS, NTP
};

/// `FieldKind` is what is always the same about a field of a format: a row of the table that a dissector is.
/// The texts are literals, which live as long as the program.
class FieldKind {
 public:
  constexpr FieldKind(const char* label, const char* about, const char* rfc = "")
      : label_(label),
        about_(about),
        rfc_(rfc),
        label_size_(size_of(label)),
        about_size_(size_of(about)),
        rfc_size_(size_of(rfc)) {}
  constexpr std::string_view label() const { return {label_, label_size_}; }
  constexpr std::string_view about() const { return {about_, about_size_}; }
  constexpr std::string_view rfc() const { return {rfc_, rfc_size_}; }

 private:
  friend class Field;
  static constexpr std::uint8_t size_of(std::string_view text) {
    return static_cast<std::uint8_t>(text.size());
  }

  const char* label_;
  const char* about_;
  const char* rfc_;
  std::uint8_t label_size_;
  std::uint8_t about_size_;
  std::uint8_t rfc_size_;
};

/// The value of a field as people read it.
using NumberText = std::string (*)(std::uint64_t);
using PairText = std::string (*)(std::uint64_t first, std::uint64_t second);

class FieldRange;

/// Some bytes and what they mean. Offsets count in the buffer that the whole tree is about: a frame, a
/// record, a handshake message. Fields lie in their tree one after another, each before those within it; a
/// field is valid as long as its tree, and does not exist outside of it. Texts are made when they are asked
/// for.
class Field {
 public:
  std::uint32_t offset = 0;
  std::uint32_t size = 0;  ///< bytes
  FieldLayer layer = FieldLayer::ethernet;
  bool broken = false;  ///< the value says what is wrong; the fields within are what could be read

  std::string_view label() const { return {label_, label_size_}; }  ///< "Time to live"
  /// "RFC 5246, 7.4.1.2"; empty: that of the field around
  std::string_view rfc() const { return {rfc_, rfc_size_}; }
  std::string_view about() const {
    return {about_, about_size_};
  }                                           ///< its explanation's id: "tls.alert.level"
  std::string value() const;                  ///< "64"; may be empty where the fields within say it all
  void append_value(std::string& out) const;  ///< the same, behind other text
  /// `fields` returns what it is made of.
  FieldRange fields() const;

 private:
  friend class FieldReader;
  friend class FieldIterator;
  friend class FieldRange;

  enum class Form : std::uint8_t {
    none,
    number,  ///< text_.number makes it of first_
    pair,    ///< text_.pair makes it of first_ and second_
    text,    ///< first_ bytes at text_.chars, which live as long as the tree
    hex,     ///< the same as hexadecimal digits
  };
  union Text {
    NumberText number;
    PairText pair;
    const char* chars;
  };

  void set_kind(const FieldKind& kind) {
    label_ = kind.label_;
    about_ = kind.about_;
    rfc_ = kind.rfc_;
    label_size_ = kind.label_size_;
    about_size_ = kind.about_size_;
    rfc_size_ = kind.rfc_size_;
  }

  // A cache line each: trees are made and read by the million.
  Form form_ = Form::none;
  std::uint8_t label_size_ = 0;
  std::uint8_t about_size_ = 0;
  std::uint8_t rfc_size_ = 0;
  std::uint16_t descendants_ = 0;  ///< FieldReader makes no more
  const char* label_ = "";
  const char* about_ = "";
  const char* rfc_ = "";
  Text text_{};
  std::uint64_t first_ = 0;
  std::uint64_t second_ = 0;
};

/// From a field to the next one beside it.
class FieldIterator {
 public:
  using value_type = Field;
  using reference = const Field&;
  using pointer = const Field*;
  using difference_type = std::ptrdiff_t;
  using iterator_category = std::forward_iterator_tag;

  FieldIterator() = default;
  explicit FieldIterator(const Field* at) : at_(at) {}
  reference operator*() const { return *at_; }
  pointer operator->() const { return at_; }
  FieldIterator& operator++() {
    at_ += 1 + at_->descendants_;
    return *this;
  }
  FieldIterator operator++(int) {
    const FieldIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const FieldIterator&) const = default;

 private:
  const Field* at_ = nullptr;
};

/// Fields beside each other: those of a tree's top, or those within a field. Borrows the tree.
class FieldRange {
 public:
  FieldRange() = default;
  FieldRange(const Field* begin, const Field* end) : begin_(begin), end_(end) {}

  FieldIterator begin() const { return FieldIterator(begin_); }
  FieldIterator end() const { return FieldIterator(end_); }
  bool empty() const { return begin_ == end_; }
  const Field& front() const { return *begin_; }
  const Field& back() const;  ///< walks over all of them

 private:
  const Field* begin_ = nullptr;
  const Field* end_ = nullptr;
};

inline FieldRange Field::fields() const {
  return {this + 1, this + 1 + descendants_};
}

/// A tree of fields in one piece of memory, made by a FieldReader. Copies share the texts.
class FieldTree {
 public:
  FieldIterator begin() const { return all().begin(); }
  FieldIterator end() const { return all().end(); }
  bool empty() const { return nodes_.empty(); }
  const Field& front() const { return nodes_.front(); }
  const Field& back() const { return all().back(); }
  /// Fields, with those within others.
  std::size_t size() const { return nodes_.size(); }
  /// The fields at the top.
  FieldRange all() const { return {nodes_.data(), nodes_.data() + nodes_.size()}; }
  operator FieldRange() const { return all(); }  // NOLINT(google-explicit-constructor): the same thing

 private:
  friend class FieldReader;
  std::vector<Field> nodes_;
  std::shared_ptr<TextArena> texts_;  ///< made with the first text that is kept
};

/// "ethernet", "ip": the enumerators' own names.
std::string_view to_text(FieldLayer layer);

}  // namespace tlscam

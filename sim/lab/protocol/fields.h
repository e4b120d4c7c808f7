#pragma once
#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"

// How a struct says what it is made of, so that JSON (json_codec.h) and TypeScript types (typescript.h) need
// not be written by hand and cannot differ:
//
//   struct PlaceSnapshot {
//     std::string name;
//   };
//   constexpr auto fields_of(std::type_identity<PlaceSnapshot>) {
//     return std::tuple(field("name", &PlaceSnapshot::name));
//   }

namespace tlscam {

template <class Struct, class Member>
struct StructField {
  std::string_view name;
  Member Struct::*member;
};

template <class Struct, class Member>
constexpr StructField<Struct, Member> field(std::string_view name, Member Struct::*member) {
  return {name, member};
}

template <class T>
concept HasFields = requires {
  fields_of(std::type_identity<T>{});
};

/// An enum says its enumerators' names, in their order from 0, by `constexpr auto enum_names(Enum)` beside
/// it.
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
  enum_names(value);
};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <NamedEnum E>
constexpr std::string_view name_of(E value) {
  return enum_names(value)[static_cast<std::size_t>(value)];
}

}  // namespace tlscam

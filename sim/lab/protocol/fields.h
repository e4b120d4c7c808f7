#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/lab/protocol/shared.h"
#include "sim/time/instant.h"

// A struct says here what it is made of, so that its JSON (json_codec.h) and its TypeScript type
// (typescript.h) need not be written by hand and cannot differ:
//
//   struct PlaceSnapshot {
//     std::string name;
//   };
//   template <std::same_as<PlaceSnapshot> T>
//   constexpr auto fields_of(std::type_identity<T>) {
//     return std::tuple(field("name", &T::name));
//   }
//
// shape_of<PlaceSnapshot>() is then a table that describes the type. The code that reads and writes values
// walks these tables and is not a template. fields_of() is one, so that including a header full of structs
// costs next to nothing: a table is made only in the file that reads or writes a value of the type.

namespace tlscam {

struct ValueShape;

enum class ValueKind : std::uint8_t {
  structure,
  list,      ///< std::vector
  optional,  ///< std::optional
  shared,    ///< Shared
  text,
  bytes,
  flag,
  signed_number,
  unsigned_number,
  real_number,  ///< double
  instant,
  duration,
  choice,  ///< an enum with names
};

template <class Struct, class Member>
struct NamedMember {
  std::string_view name;
  Member Struct::*member;
};

template <class Struct, class Member>
constexpr NamedMember<Struct, Member> field(std::string_view name, Member Struct::*member) {
  return {name, member};
}

/// A member of a struct, whatever its type.
struct StructField {
  std::string_view name;
  void* (*member)(void* owner);  ///< where the member of this owner lies
  const ValueShape& (*shape)();
};

/// How the items of a list are reached; an optional is a list of at most one, a Shared a list of one.
struct ItemAccess {
  const ValueShape& (*shape)();
  std::size_t (*count)(const void* list);
  const void* (*at)(const void* list, std::size_t index);
  void (*clear)(void* list);
  void* (*append)(void* list);  ///< adds an item of the type's defaults and returns it
};

/// A type of values, described. Tables live as long as the program.
struct ValueShape {
  ValueKind kind;
  std::uint8_t size = 0;                        ///< bytes of a number or choice
  std::string_view name{};                      ///< the type of a structure, without its namespace
  std::span<const StructField> fields{};        ///< the members of a structure
  const ItemAccess* items = nullptr;            ///< the way to the items of a list or optional
  std::span<const std::string_view> choices{};  ///< the names of a choice's enumerators, from 0 on
};

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

template <NamedEnum E>
constexpr std::string_view name_of(E value) {
  return enum_names(value)[static_cast<std::size_t>(value)];
}

template <class T>
const ValueShape& shape_of();

namespace field_access {

template <class Owner, class T, T Owner::*kMember>
void* member(void* owner) {
  return &(static_cast<Owner*>(owner)->*kMember);
}

/// Returns the fields of a struct without their types.
template <class Owner, class... Members>
constexpr auto erase(const std::tuple<NamedMember<Owner, Members>...>&) {
  return []<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    constexpr auto kFields = fields_of(std::type_identity<Owner>{});
    return std::array<StructField, sizeof...(Members)>{
        StructField{std::get<kIndex>(kFields).name, &member<Owner, Members, std::get<kIndex>(kFields).member>,
                    &shape_of<Members>}...};
  }
  (std::index_sequence_for<Members...>{});
}
constexpr std::array<StructField, 0> erase(const std::tuple<>&) {
  return {};
}

template <class T>
struct Items;

template <class T>
struct Items<std::vector<T>> {
  static constexpr ItemAccess kAccess = {
      &shape_of<T>,
      [](const void* list) { return static_cast<const std::vector<T>*>(list)->size(); },
      [](const void* list, std::size_t index) -> const void* {
        return &(*static_cast<const std::vector<T>*>(list))[index];
      },
      [](void* list) { static_cast<std::vector<T>*>(list)->clear(); },
      [](void* list) -> void* { return &static_cast<std::vector<T>*>(list)->emplace_back(); },
  };
};

template <class T>
struct Items<std::optional<T>> {
  static constexpr ItemAccess kAccess = {
      &shape_of<T>,
      [](const void* value) -> std::size_t {
        return static_cast<const std::optional<T>*>(value)->has_value() ? 1 : 0;
      },
      [](const void* value, std::size_t) -> const void* {
        return &**static_cast<const std::optional<T>*>(value);
      },
      [](void* value) { static_cast<std::optional<T>*>(value)->reset(); },
      [](void* value) -> void* { return &static_cast<std::optional<T>*>(value)->emplace(); },
  };
};

template <class T>
struct Items<Shared<T>> {
  static constexpr ItemAccess kAccess = {
      &shape_of<T>,
      [](const void*) -> std::size_t { return 1; },
      [](const void* value, std::size_t) -> const void* { return &**static_cast<const Shared<T>*>(value); },
      [](void* value) { *static_cast<Shared<T>*>(value) = {}; },
      [](void* value) -> void* { return &static_cast<Shared<T>*>(value)->renew(); },
  };
};

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsShared : std::false_type {};
template <class T>
struct IsShared<Shared<T>> : std::true_type {};

/// The name of a type as the compiler writes it, without its namespace.
template <class T>
constexpr std::string_view type_name() {
  constexpr std::string_view whole = __PRETTY_FUNCTION__;
  constexpr std::size_t begin = whole.find("T = ") + 4;
  constexpr std::size_t end = whole.find_first_of(";]", begin);
  constexpr std::string_view name = whole.substr(begin, end - begin);
  constexpr std::size_t colon = name.rfind("::");
  return colon == std::string_view::npos ? name : name.substr(colon + 2);
}

template <class T>
constexpr ValueKind number_kind() {
  if (std::is_floating_point_v<T>) return ValueKind::real_number;
  return std::is_signed_v<T> ? ValueKind::signed_number : ValueKind::unsigned_number;
}

}  // namespace field_access

/// The table of a type: a struct with fields_of(), an enum with enum_names(), or one of the types that
/// ValueKind names. Any other type is a compile error.
template <class T>
const ValueShape& shape_of() {
  using namespace field_access;
  if constexpr (HasFields<T>) {
    static constexpr auto kFields = erase(fields_of(std::type_identity<T>{}));
    static constexpr ValueShape kShape{
        .kind = ValueKind::structure, .name = type_name<T>(), .fields = kFields};
    return kShape;
  } else if constexpr (std::is_same_v<T, Bytes>) {
    static constexpr ValueShape kShape{.kind = ValueKind::bytes};
    return kShape;
  } else if constexpr (IsVector<T>::value) {
    static constexpr ValueShape kShape{.kind = ValueKind::list, .items = &Items<T>::kAccess};
    return kShape;
  } else if constexpr (IsOptional<T>::value) {
    static constexpr ValueShape kShape{.kind = ValueKind::optional, .items = &Items<T>::kAccess};
    return kShape;
  } else if constexpr (IsShared<T>::value) {
    static constexpr ValueShape kShape{.kind = ValueKind::shared, .items = &Items<T>::kAccess};
    return kShape;
  } else if constexpr (std::is_same_v<T, Instant>) {
    static constexpr ValueShape kShape{.kind = ValueKind::instant};
    return kShape;
  } else if constexpr (std::is_same_v<T, Duration>) {
    static constexpr ValueShape kShape{.kind = ValueKind::duration};
    return kShape;
  } else if constexpr (NamedEnum<T>) {
    static constexpr auto kNames = enum_names(T{});
    static constexpr ValueShape kShape{.kind = ValueKind::choice, .size = sizeof(T), .choices = kNames};
    return kShape;
  } else if constexpr (std::is_same_v<T, bool>) {
    static constexpr ValueShape kShape{.kind = ValueKind::flag};
    return kShape;
  } else if constexpr (std::is_arithmetic_v<T>) {
    static constexpr ValueShape kShape{.kind = number_kind<T>(), .size = sizeof(T)};
    return kShape;
  } else {
    static_assert(std::is_same_v<T, std::string>, "no fields_of() for this type");
    static constexpr ValueShape kShape{.kind = ValueKind::text};
    return kShape;
  }
}

}  // namespace tlscam

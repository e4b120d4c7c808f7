// This header adds features of C++20 that the C++ library of Emscripten 3.1.6 (LLVM 13) lacks, as far as this
// project uses them: the algorithms on ranges, and the comparison of arrays and pairs. Only the build for
// WebAssembly includes it, before every file; a newer library has these features and gets none of this.
#pragma once
#ifdef __cplusplus
#include <algorithm>
#include <array>
#include <compare>
#include <functional>
#include <iterator>
#include <utility>

#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 15000
namespace std {

template <class T, size_t n>
constexpr auto operator<=>(const array<T, n>& left, const array<T, n>& right)
    -> decltype(left[0] <=> right[0]) {
  for (size_t i = 0; i < n; ++i) {
    if (const auto order = left[i] <=> right[i]; order != 0) return order;
  }
  return strong_ordering::equal;
}

template <class First, class Second>
constexpr auto operator<=>(const pair<First, Second>& left, const pair<First, Second>& right)
    -> common_comparison_category_t<decltype(left.first <=> right.first),
                                    decltype(left.second <=> right.second)> {
  if (const auto order = left.first <=> right.first; order != 0) return order;
  return left.second <=> right.second;
}

namespace ranges {

template <class Range, class Value>
constexpr auto find(Range&& range, const Value& value) {
  return std::find(std::begin(range), std::end(range), value);
}
template <class Range, class Value, class Member>
constexpr auto find(Range&& range, const Value& value, Member member) {
  return std::find_if(std::begin(range), std::end(range),
                      [&](const auto& item) { return std::invoke(member, item) == value; });
}
template <class Range, class Test>
constexpr auto find_if(Range&& range, Test test) {
  return std::find_if(std::begin(range), std::end(range),
                      [&](const auto& item) { return std::invoke(test, item); });
}
template <class Range, class Test>
constexpr auto find_if_not(Range&& range, Test test) {
  return std::find_if_not(std::begin(range), std::end(range),
                          [&](const auto& item) { return std::invoke(test, item); });
}
template <class Range>
constexpr void reverse(Range&& range) {
  std::reverse(std::begin(range), std::end(range));
}
template <class Range, class Test, class Value>
constexpr void replace_if(Range&& range, Test test, const Value& value) {
  std::replace_if(std::begin(range), std::end(range), test, value);
}
template <class Range, class Out>
constexpr auto move(Range&& range, Out out) {
  return std::move(std::begin(range), std::end(range), out);
}
template <class Range, class Value, class Member>
constexpr auto count(Range&& range, const Value& value, Member member) {
  return std::count_if(std::begin(range), std::end(range),
                       [&](const auto& item) { return std::invoke(member, item) == value; });
}
template <class Range, class Test>
constexpr bool any_of(Range&& range, Test test) {
  return std::any_of(std::begin(range), std::end(range),
                     [&](const auto& item) { return std::invoke(test, item); });
}
template <class Range, class Test>
constexpr bool all_of(Range&& range, Test test) {
  return std::all_of(std::begin(range), std::end(range),
                     [&](const auto& item) { return std::invoke(test, item); });
}
template <class Range, class Test>
constexpr bool none_of(Range&& range, Test test) {
  return std::none_of(std::begin(range), std::end(range),
                      [&](const auto& item) { return std::invoke(test, item); });
}
template <class Range, class Value>
constexpr auto count(Range&& range, const Value& value) {
  return std::count(std::begin(range), std::end(range), value);
}
template <class Range, class Test>
constexpr auto count_if(Range&& range, Test test) {
  return std::count_if(std::begin(range), std::end(range),
                       [&](const auto& item) { return std::invoke(test, item); });
}
template <class Range, class Out>
constexpr auto copy(Range&& range, Out out) {
  return std::copy(std::begin(range), std::end(range), std::move(out));
}
template <class Range, class Value>
constexpr void fill(Range&& range, const Value& value) {
  std::fill(std::begin(range), std::end(range), value);
}
template <class Range, class Value>
constexpr void replace(Range&& range, const Value& from, const Value& to) {
  std::replace(std::begin(range), std::end(range), from, to);
}
template <class Range, class Out, class Function>
constexpr auto transform(Range&& range, Out out, Function function) {
  return std::transform(std::begin(range), std::end(range), std::move(out),
                        [&](const auto& item) { return std::invoke(function, item); });
}
template <class Left, class Right>
constexpr bool equal(Left&& left, Right&& right) {
  return std::equal(std::begin(left), std::end(left), std::begin(right), std::end(right));
}
template <class Range, class Order = std::less<>>
constexpr void sort(Range&& range, Order order = {}) {
  std::sort(std::begin(range), std::end(range), std::move(order));
}
template <class Range, class Order = std::less<>, class Member>
constexpr void sort(Range&& range, Order order, Member member) {
  std::sort(std::begin(range), std::end(range), [&](const auto& left, const auto& right) {
    return order(std::invoke(member, left), std::invoke(member, right));
  });
}
template <class Range, class Order = std::less<>>
constexpr void stable_sort(Range&& range, Order order = {}) {
  std::stable_sort(std::begin(range), std::end(range), std::move(order));
}
template <class Range, class Order = std::less<>, class Member>
constexpr void stable_sort(Range&& range, Order order, Member member) {
  std::stable_sort(std::begin(range), std::end(range), [&](const auto& left, const auto& right) {
    return order(std::invoke(member, left), std::invoke(member, right));
  });
}
template <class Range, class Value, class Order = std::less<>>
constexpr auto lower_bound(Range&& range, const Value& value, Order order = {}) {
  return std::lower_bound(std::begin(range), std::end(range), value, std::move(order));
}
template <class Range, class Value, class Order = std::less<>, class Member>
constexpr auto lower_bound(Range&& range, const Value& value, Order order, Member member) {
  return std::lower_bound(
      std::begin(range), std::end(range), value,
      [&](const auto& item, const auto& wanted) { return order(std::invoke(member, item), wanted); });
}

}  // namespace ranges
}  // namespace std
#endif
#endif

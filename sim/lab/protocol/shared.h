#pragma once
#include <memory>
#include <utility>

namespace tlscam {

/// A part of a snapshot that is never changed once it is made, so that snapshots share it. Never empty.
template <class T>
class Shared {
 public:
  using value_type = T;

  Shared() : value_(std::make_shared<const T>()) {}
  Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  operator const T&() const { return *value_; }

  /// Takes a new object in place of the present one, and gives it to be filled in at once.
  T& renew() {
    auto fresh = std::make_shared<T>();
    value_ = fresh;
    return *fresh;
  }

  /// Whether both are the same object.
  bool is(const Shared& other) const { return value_ == other.value_; }

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace tlscam

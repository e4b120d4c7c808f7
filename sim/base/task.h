#pragma once
#include <exception>
#include <optional>
#include <utility>

// The library of Emscripten 3.1.6 has coroutines only under their older name.
#if __has_include(<coroutine>)
#include <coroutine>
namespace tlscam {
namespace coro = std;
}
#else
#include <experimental/coroutine>
namespace tlscam {
namespace coro = std::experimental;
}
#endif

namespace tlscam {

template <class T>
class Task;

/// `resume_by_call` resumes by a plain call. Clang 14 would turn an inlined resume at a coroutine's end into
/// a tail call, which WebAssembly may not support.
[[gnu::noinline]] inline void resume_by_call(coro::coroutine_handle<> coroutine) {
  coroutine.resume();
}

/// `TaskPromiseBase` is what the promises of all tasks share: who is waiting, and how a task begins and ends.
class TaskPromiseBase {
 public:
  /// `Final` wakes the waiter, which may destroy this coroutine at once: nothing touches it afterwards.
  struct Final {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    void await_suspend(coro::coroutine_handle<Promise> self) const noexcept {
      coro::coroutine_handle<> next = self.promise().waiter;
      if (next) resume_by_call(next);
    }
    void await_resume() const noexcept {}
  };

  coro::suspend_always initial_suspend() const noexcept { return {}; }
  Final final_suspend() const noexcept { return {}; }
  [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }

  coro::coroutine_handle<> waiter = nullptr;
};

template <class T>
class TaskPromise : public TaskPromiseBase {
 public:
  Task<T> get_return_object();
  template <class U = T>
  void return_value(U&& result) {
    value_.emplace(std::forward<U>(result));
  }
  T take() { return std::move(*value_); }

 private:
  std::optional<T> value_;
};

template <>
class TaskPromise<void> : public TaskPromiseBase {
 public:
  Task<void> get_return_object();
  void return_void() const noexcept {}
  void take() const noexcept {}
};

/// A `Task` is a conversation in virtual time, written as a coroutine. It does nothing until another task
/// awaits it or, as the root, until it is started; it then runs until it has to wait. The event that
/// resumes the innermost wait carries it on. Destroying an unfinished task cancels it: its frame and those of
/// all the tasks it awaits are destroyed, with everything they own. Code that a task is running must not
/// destroy it. An exception that leaves a task terminates the program. A task belongs to one thread.
///
/// Awaiting resumes the callee by a plain call instead of C++20's symmetric transfer, which needs tail calls
/// that WebAssembly may lack; a callee that finishes without waiting does not deepen the stack.
template <class T>
class [[nodiscard]] Task {
 public:
  using promise_type = TaskPromise<T>;

  explicit Task(coro::coroutine_handle<promise_type> handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    if (this != &other) {
      cancel();
      handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
  }
  ~Task() { cancel(); }

  /// `start` runs a root task up to its first wait. Call it only once, and not on a task that is awaited.
  void start() { resume_by_call(handle_); }

  bool done() const { return handle_ && handle_.done(); }

  /// `take` returns the result of a finished task. Call it once.
  T take() { return handle_.promise().take(); }

  auto operator co_await() && {
    struct Awaiter {
      coro::coroutine_handle<promise_type> callee;
      bool await_ready() const noexcept { return false; }
      bool await_suspend(coro::coroutine_handle<> caller) {
        resume_by_call(callee);
        if (callee.done()) return false;  // it never waited: the caller simply continues
        callee.promise().waiter = caller;
        return true;
      }
      T await_resume() { return callee.promise().take(); }
    };
    return Awaiter{handle_};
  }

 private:
  void cancel() {
    if (handle_) std::exchange(handle_, nullptr).destroy();
  }

  coro::coroutine_handle<promise_type> handle_;
};

template <class T>
Task<T> TaskPromise<T>::get_return_object() {
  return Task<T>(coro::coroutine_handle<TaskPromise>::from_promise(*this));
}

inline Task<void> TaskPromise<void>::get_return_object() {
  return Task<void>(coro::coroutine_handle<TaskPromise>::from_promise(*this));
}

}  // namespace tlscam

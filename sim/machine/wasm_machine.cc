#include "sim/machine/wasm_machine.h"

#include <cstdlib>
#include <cstring>

#include "sim/machine/linked_machine.h"
#include "sim/machine/shared_memory.h"

namespace tlscam {
namespace {

// Memory that the JavaScript allocated for us.
template <class T>
using FromHost = std::unique_ptr<T, decltype([](T* memory) { std::free(memory); })>;

// No number is used twice: a world's cameras begin while those of the world before it are still there.
int last_machine = 0;

std::string death_of(int machine) {
  const FromHost<char> text(tlscam_machine_death(machine));
  return text ? text.get() : "ended for no known reason";
}

class WasmMachine : public LinkedMachine {
 public:
  explicit WasmMachine(int machine) : LinkedMachine({}), machine_(machine) {}
  ~WasmMachine() override { tlscam_machine_stop(machine_); }

 private:
  bool send(ByteView events) override {
    messages_.reset(tlscam_machine_turn(machine_, events.data(), events.size(), &size_));
    taken_ = 0;
    return messages_ != nullptr;
  }

  bool receive(void* data, std::size_t size) override {
    truncated_ = size_ - taken_ < size;
    if (truncated_) return false;
    if (size > 0) std::memcpy(data, messages_.get() + taken_, size);
    taken_ += size;
    return true;
  }

  std::string death() override {
    return truncated_ ? "ended a turn in the middle of a message" : death_of(machine_);
  }

  int machine_;
  FromHost<std::uint8_t> messages_;  // messages of the last turn
  std::size_t size_ = 0, taken_ = 0;
  bool truncated_ = false;
};

}  // namespace

Result<std::unique_ptr<Machine>> WasmMachineFactory::start(const MachineBoot& boot, SharedMemory& drive,
                                                           SharedMemory& rom) {
  if (boot.kind != MachineKind::usual)
    return fail("camera {} wants an emulated board, which the page does not have: tlscam run has it",
                boot.hostname);
  const int machine = ++last_machine;
  const Bytes message = LinkedMachine::boot_message(boot);
  const auto flash = drive.bytes();
  const auto partition = rom.bytes();
  if (tlscam_machine_start(machine, boot.hostname.c_str(), message.data(), message.size(), flash.data(),
                           flash.size(), partition.data(), partition.size()) != 0)
    return fail("camera {} cannot be started: {}", boot.hostname, death_of(machine));
  return std::make_unique<WasmMachine>(machine);
}

}  // namespace tlscam

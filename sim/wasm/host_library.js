// The imports of sim/machine/wasm_machine.h, sim/workstation/wasm_runner.cc and sim/wasm. Each hands over to
// `Module.host`, an object given by whoever makes the module (web/src/worker/world_module.ts), with plain values: views
// of the memory are good during the call alone. Emscripten copies the functions as text, so they are `function`s.

mergeInto(LibraryManager.library, {
  tlscam_machine_start: function (machine, name, boot, bootSize, drive, driveSize, rom, romSize) {
    return Module.host.machineStart(
      machine,
      UTF8ToString(name),
      HEAPU8.subarray(boot, boot + bootSize),
      drive,
      driveSize,
      rom,
      romSize,
    );
  },

  tlscam_machine_turn__deps: ['malloc'],
  tlscam_machine_turn: function (machine, events, eventsSize, messagesSize) {
    var messages = Module.host.machineTurn(machine, HEAPU8.subarray(events, events + eventsSize));
    if (messages === null) return 0;
    var copy = _malloc(Math.max(messages.length, 1));
    HEAPU8.set(messages, copy);
    HEAPU32[messagesSize >> 2] = messages.length;
    return copy;
  },

  tlscam_machine_stop: function (machine) {
    Module.host.machineStop(machine);
  },

  tlscam_machine_death: function (machine) {
    return allocateUTF8(Module.host.machineDeath(machine));
  },

  tlscam_program_start: function (id, json, size) {
    Module.host.programStart(id, UTF8ToString(json, size));
  },

  tlscam_program_input: function (id, bytes, size) {
    Module.host.programInput(id, HEAPU8.slice(bytes, bytes + size));
  },

  tlscam_program_input_end: function (id) {
    Module.host.programInputEnd(id);
  },

  tlscam_program_cancel: function (id) {
    Module.host.programCancel(id);
  },

  tlscam_copies: function () {
    return allocateUTF8(Module.host.copies());
  },

  tlscam_restore_copy: function (copy, past, size) {
    Module.host.restoreCopy(copy, UTF8ToString(past, size));
  },

  tlscam_late: function () {
    return Module.host.late() ? 1 : 0;
  },
});

// The imports of sim/machine/wasm_machine.h, sim/workstation/wasm_runner.cc and sim/wasm/exports.cc. Each hands over to
// `Module.host`, an object given by whoever makes the module (web/src/worker/world_module.ts), with plain values: views
// of the memory are good during the call alone.

mergeInto(LibraryManager.library, {
  tlscam_machine_start: (machine, boot, bootSize, drive, driveSize, rom, romSize) =>
    Module.host.machineStart(machine, HEAPU8.subarray(boot, boot + bootSize), drive, driveSize, rom, romSize),

  tlscam_machine_turn__deps: ['malloc'],
  tlscam_machine_turn: (machine, events, eventsSize, messagesSize) => {
    const messages = Module.host.machineTurn(machine, HEAPU8.subarray(events, events + eventsSize));
    if (messages === null) return 0;
    const copy = _malloc(Math.max(messages.length, 1));
    HEAPU8.set(messages, copy);
    HEAPU32[messagesSize >> 2] = messages.length;
    return copy;
  },

  tlscam_machine_stop: (machine) => Module.host.machineStop(machine),

  tlscam_machine_death__deps: ['$allocateUTF8'],
  tlscam_machine_death: (machine) => allocateUTF8(Module.host.machineDeath(machine)),

  tlscam_program_start__deps: ['$UTF8ToString'],
  tlscam_program_start: (id, json, size) => Module.host.programStart(id, UTF8ToString(json, size)),
  tlscam_program_input: (id, bytes, size) => Module.host.programInput(id, HEAPU8.slice(bytes, bytes + size)),
  tlscam_program_input_end: (id) => Module.host.programInputEnd(id),
  tlscam_program_cancel: (id) => Module.host.programCancel(id),

  tlscam_late: () => (Module.host.late() ? 1 : 0),
});

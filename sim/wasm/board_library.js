// The import of sim/wasm/board_exports.cc. It hands over to `Module.host`, an object given by whoever makes the module
// (web/src/worker/board); the view of the memory is good during the call alone.

mergeInto(LibraryManager.library, {
  tlscam_board_write: function (bytes, size) {
    Module.host.write(HEAPU8.subarray(bytes, bytes + size));
  },
});

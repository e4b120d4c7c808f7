// The import of sim/wasm/reader_exports.cc. It hands over to `Module.host`, an object given by whoever makes the module
// (web/src/worker/reader); the view of the memory is good during the call alone.

mergeInto(LibraryManager.library, {
  tlscam_file_read: function (file, at, space, size) {
    return Module.host.read(file, at, HEAPU8.subarray(space, space + size));
  },
});

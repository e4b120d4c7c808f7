/**
 * `functionNames` maps the index of a module's functions to their names, from its custom section "name"; it
 * is empty when there is none.
 */
export function functionNames(module: WebAssembly.Module): Map<number, string> {
  const names = new Map<number, string>();
  const [section] = WebAssembly.Module.customSections(module, 'name');
  if (!section) return names;
  const bytes = new Uint8Array(section);
  const text = new TextDecoder();
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  // A subsection has an id, a size and its content; that of functions is a list of index and name.
  while (at < bytes.length) {
    const id = number();
    const end = number() + at;
    for (let left = id === 1 ? number() : 0; left > 0; --left) {
      const index = number();
      const size = number();
      names.set(index, text.decode(bytes.subarray(at, at + size)));
      at += size;
    }
    at = end;
  }
  return names;
}

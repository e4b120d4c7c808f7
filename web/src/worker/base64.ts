/** `bytesOf` decodes base64, and throws when `text` is something else. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { t } from '../words/words';
import { fromBase64, toBase64 } from './bytes';

// Texts packed for links and notes: deflated, in the letters of base64 that an address may have. A packed text is
// VERSION.LENGTH.DATA; LENGTH is that of DATA, so that a cut link is noticed.

const LARGEST = 4 << 20; // bytes of text: a stranger's link may swell a thousandfold
const PIECE = 1 << 10; // bytes that are inflated at once

/** A link or note that cannot be read, or a world that does not fit into one; with a message for people. */
export class ShareProblem extends Error {}

export function packText(version: string, text: string): string {
  const packed = toBase64(deflateSync(strToU8(text), { level: 9 }));
  const data = packed.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${version}.${data.length}.${data}`;
}

/** `inflated` returns the bytes that were deflated, or throws when they are too many for a scene. */
function inflated(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((piece) => {
    size += piece.length;
    if (size > LARGEST) throw new ShareProblem(t('notice.link_too_large'));
    pieces.push(piece);
  });
  for (let at = 0; at < bytes.length; at += PIECE)
    inflate.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The value of JSON in a packed text of at most `limit` letters. Throws a ShareProblem. */
export function unpackJson(known: string, packed: string, limit: number): unknown {
  const [version, length, data] = packed.split('.');
  if (version !== known && /^\d+$/.test(version ?? '')) throw new ShareProblem(t('notice.link_version'));
  const cut = new ShareProblem(t('notice.link_incomplete'));
  if (!data || Number(length) !== data.length || data.length > limit) throw cut;
  try {
    return JSON.parse(strFromU8(inflated(fromBase64(data.replaceAll('-', '+').replaceAll('_', '/')))));
  } catch (error) {
    throw error instanceof ShareProblem ? error : cut;
  }
}

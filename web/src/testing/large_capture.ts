// A capture of any size that takes no memory: one conversation, again and again between other addresses.

import type { FileBytes } from '../worker/reader/capture_reader';

const CLIENT = 0x0a00_0000; // 10.0.0.0, and up
const SERVER = 0x0a01_ffff; // 10.1.255.255, and down: so the checksums stay the same
const IP_AT = 28 + 14; // in a block of a packet: behind the block's header, and that of Ethernet
const SEGMENT = 1400;
const RECORDS = 132;

const u16 = (...words: number[]): number[] => words.flatMap((word) => [(word >> 8) & 255, word & 255]);
const u32 = (value: number): number[] => u16(value >>> 16, value & 0xffff);
const little = (value: number): number[] => u32(value).reverse();
const zeros = (count: number): number[] => new Array<number>(count).fill(0);

function checksum(bytes: number[]): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

const block = (type: number, body: number[]): number[] => {
  const size = little(12 + body.length);
  return [...little(type), ...size, ...body, ...size];
};

const HEAD = new Uint8Array([
  ...block(0x0a0d0d0a, [...little(0x1a2b3c4d), 1, 0, 0, 0, ...new Array<number>(8).fill(255)]),
  ...block(1, [1, 0, 0, 0, ...little(0)]),
]);

const record = (kind: number, ...payload: number[]): number[] => [
  kind,
  3,
  3,
  ...u16(payload.length),
  ...payload,
];

/** A handshake as far as it is in the clear, and 2 MB of encrypted data. */
function* said(): Generator<[fromClient: boolean, bytes: number[]]> {
  const hello = [3, 3, ...zeros(32), 0, 0, 2, 0xc0, 0x2b, 1, 0];
  const answer = [3, 3, ...zeros(32), 0, 0xc0, 0x2b, 0];
  yield [true, record(22, 1, 0, 0, hello.length, ...hello)];
  yield [false, record(22, 2, 0, 0, answer.length, ...answer)];
  for (const fromClient of [true, false]) yield [fromClient, [...record(20, 1), ...record(22, ...zeros(40))]];
  for (let count = 0; count < RECORDS; count++) yield [false, record(23, ...zeros(16000))];
}

class Conversation {
  readonly bytes: Uint8Array;
  /** Where each frame's block begins. */
  readonly frames: number[] = [];
  private readonly blocks: number[][] = [];
  private size = 0;
  private readonly next = [1000, 5000];
  /** The first frame with encrypted data, and how many bytes of the stream are such. */
  firstData = 0;
  data = 0;

  constructor() {
    const [ack, syn, push] = [0x10, 0x02, 0x18];
    this.segment(true, syn, []);
    this.segment(false, syn | ack, []);
    this.segment(true, ack, []);
    for (const [fromClient, bytes] of said()) {
      if (bytes.length > 16000) {
        this.firstData ||= this.blocks.length;
        this.data += bytes.length;
      }
      for (let at = 0; at < bytes.length; at += SEGMENT)
        this.segment(fromClient, push, bytes.slice(at, at + SEGMENT));
    }
    this.bytes = new Uint8Array(this.size);
    for (const [index, at] of this.frames.entries()) this.bytes.set(this.blocks[index] ?? [], at);
  }

  private segment(fromClient: boolean, flags: number, payload: number[]): void {
    const [mine, other] = fromClient ? [0, 1] : [1, 0];
    const ends = fromClient ? [...u32(CLIENT), ...u32(SERVER)] : [...u32(SERVER), ...u32(CLIENT)];
    const tcp = (sum: number): number[] => [
      ...(fromClient ? u16(40000, 443) : u16(443, 40000)),
      ...u32(this.next[mine] ?? 0),
      ...u32(flags === 0x02 ? 0 : (this.next[other] ?? 0)),
      ...[0x50, flags | (0x10 * Number(flags !== 0x02)), 0xff, 0xff],
      ...u16(sum, 0),
      ...payload,
    ];
    const pseudo = [...ends, 0, 6, ...u16(20 + payload.length)];
    const segment = tcp(checksum([...pseudo, ...tcp(0)]));
    const ip = (sum: number): number[] => [
      ...[0x45, 0, ...u16(20 + segment.length, 0, 0x4000), 64, 6, ...u16(sum)],
      ...ends,
    ];
    const frame = [...[2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0], ...ip(checksum(ip(0))), ...segment];
    const body = [...little(0), ...little(0), ...little(this.frames.length)];
    body.push(
      ...little(frame.length),
      ...little(frame.length),
      ...frame,
      ...zeros((4 - (frame.length % 4)) % 4),
    );
    const made = block(6, body);
    this.frames.push(this.size);
    this.blocks.push(made);
    this.size += made.length;
    this.next[mine] = (this.next[mine] ?? 0) + payload.length + Number((flags & 0x02) !== 0);
  }
}

/** Adds to a number of 32 bits, and mends the checksum that it is part of (RFC 1624). */
function add(view: DataView, at: number, more: number, sumAt: number): void {
  let sum = ~view.getUint16(sumAt) & 0xffff;
  sum += (~view.getUint16(at) & 0xffff) + (~view.getUint16(at + 2) & 0xffff);
  view.setUint32(at, (view.getUint32(at) + more) >>> 0);
  sum += view.getUint16(at) + view.getUint16(at + 2);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  view.setUint16(sumAt, ~sum);
}

/** `LargeCapture` has a number of conversations, as many as fit into so many bytes; or one, as long as that. */
export class LargeCapture implements FileBytes {
  readonly size: number;
  readonly conversations: number;
  readonly frames: number;
  /** With data, in all conversations. */
  readonly records: number;
  /** Of all that was read at a time, the largest. */
  largestRead = 0;
  /** Whether the file can no longer be read. */
  gone = false;
  private readonly one = new Conversation();

  /** `cut`: so many bytes are missing at the end. */
  constructor(
    bytes: number,
    cut = 0,
    private readonly goesOn = false,
  ) {
    const times = Math.floor(bytes / this.one.bytes.length);
    this.conversations = goesOn ? 1 : times;
    this.frames = times * this.one.frames.length;
    this.records = times * RECORDS;
    this.size = HEAD.length + times * this.one.bytes.length - cut;
  }

  read(begin: number, end: number): Uint8Array {
    if (this.gone) throw new Error('NotReadableError');
    this.largestRead = Math.max(this.largestRead, end - begin);
    const all = new Uint8Array(Math.min(end, this.size) - begin);
    all.set(HEAD.subarray(begin, begin + all.length));
    const { length } = this.one.bytes;
    const first = Math.max(0, Math.floor((begin - HEAD.length) / length));
    for (let which = first; HEAD.length + which * length < begin + all.length; which++) {
      const bytes = this.conversation(which);
      const at = HEAD.length + which * length - begin;
      all.set(bytes.subarray(Math.max(0, -at), all.length - at), Math.max(0, at));
    }
    return all;
  }

  private conversation(which: number): Uint8Array {
    const bytes = this.one.bytes.slice();
    const view = new DataView(bytes.buffer);
    for (const [index, frame] of this.one.frames.entries()) {
      if (this.goesOn) {
        // The handshake is sent again, and the data goes on.
        const tcp = frame + IP_AT + 20;
        const isData = index >= this.one.firstData;
        if (isData) add(view, tcp + 4, which * this.one.data, tcp + 16);
        view.setUint32(frame + 16, which, true);
        continue;
      }
      for (const at of [frame + IP_AT + 12, frame + IP_AT + 16]) {
        const address = view.getUint32(at);
        view.setUint32(at, address === CLIENT ? address + which : address - which);
      }
    }
    return bytes;
  }
}

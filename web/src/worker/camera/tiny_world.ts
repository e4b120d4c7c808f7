// This is a world for tests of the cameras alone: a clock that jumps from event to event, a switch, and a raw
// REPL on every camera. It speaks firmware/include/camera_link.h.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WasmCode } from '../wasm_code';
import { CameraHost } from './camera_host';

const HEADER = 4;
const BOOT_SIZE = 152;
const FLASH_SIZE = 256 * 1024;
const ROM_SIZE = 4096;
const FRAME_TIME = 100; // microseconds on the wire
const LONGEST_TURN = 1_000_000;
const CTRL_A = '\x01';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * `cameraCode` loads the camera's module; TLSCAM_CAMERA_WASM names another one than that of the preset
 * `wasm`, which may be split like the site's.
 */
export function cameraCode(): WasmCode {
  const built = fileURLToPath(new URL('../../../../build/wasm/bin/tlscam-camera.wasm', import.meta.url));
  const file = process.env.TLSCAM_CAMERA_WASM ?? built;
  const rest = file.replace('.wasm', '-rest.wasm');
  if (!existsSync(file))
    throw new Error(`no ${file}: cmake --preset wasm, then build its target camera_wasm`);
  const module = new WebAssembly.Module(readFileSync(file));
  if (!existsSync(rest)) return { module };
  const later = new WebAssembly.Module(readFileSync(rest));
  return { module, rest: () => later };
}

function message(type: string, argument: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER + payload.length);
  bytes[0] = type.charCodeAt(0);
  bytes[1] = argument;
  new DataView(bytes.buffer).setUint16(2, payload.length, true);
  bytes.set(payload, HEADER);
  return bytes;
}

function concat(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export interface TinyCamera {
  readonly id: number;
  /** `console` is everything that it wrote on its UART since the last take(). */
  console: string;
  /** `onBytes` sees the same, as bytes. */
  onBytes?: (bytes: Uint8Array) => void;
  /**
   * `wakes` is the world time in microseconds at which it runs next; Infinity means when something arrives.
   */
  wakes: number;
  onlyTime: boolean;
  events: Uint8Array[];
  alive: boolean;
}

interface Delivery {
  at: number;
  camera: TinyCamera;
  event: Uint8Array;
}

export class TinyWorld {
  now = 0;
  readonly host: CameraHost;
  readonly cameras: TinyCamera[] = [];
  /** `frames` lists every frame with its time: two equal runs give the same list. */
  readonly frames: string[] = [];
  private readonly memory: Uint8Array;
  private deliveries: Delivery[] = [];

  constructor(code: WasmCode, cameras: number, heap = 256 * 1024) {
    this.memory = new Uint8Array(cameras * (FLASH_SIZE + ROM_SIZE)).fill(0xff);
    this.host = new CameraHost(code, { bytes: () => this.memory });
    for (let id = 1; id <= cameras; ++id) this.start(id, heap);
  }

  private start(id: number, heap: number): void {
    const boot = new DataView(new ArrayBuffer(BOOT_SIZE));
    boot.setBigUint64(0, BigInt(id * 7919), true);
    boot.setBigInt64(16, BigInt(Date.UTC(2026, 10, 23)) * 1000n, true);
    boot.setBigUint64(24, BigInt(heap), true);
    for (const [at, byte] of [2, 0, 0xca, 0, id, 1, 2, 0, 0xca, 0, id, 2].entries())
      boot.setUint8(56 + at, byte);
    boot.setUint8(76, 1); // power-on
    const bytes = new Uint8Array(boot.buffer);
    bytes.set(encoder.encode('a camera'), 78);
    bytes.set(encoder.encode(`cam${id}`), 118);
    const drive = (id - 1) * (FLASH_SIZE + ROM_SIZE);
    const first = message('B', 0, bytes);
    const failed = this.host.machineStart(
      id,
      `cam${id}`,
      first,
      drive,
      FLASH_SIZE,
      drive + FLASH_SIZE,
      ROM_SIZE,
    );
    if (failed !== 0) throw new Error(this.host.machineDeath(id));
    const events = [message('L', 1, new Uint8Array())];
    this.cameras.push({ id, console: '', wakes: 0, onlyTime: false, events, alive: true });
  }

  camera(id: number): TinyCamera {
    const camera = this.cameras[id - 1];
    if (camera === undefined) throw new Error(`no camera ${id}`);
    return camera;
  }

  /** `type` sends bytes to the camera's UART. */
  type(id: number, text: string): void {
    this.send(id, encoder.encode(text));
  }

  send(id: number, bytes: Uint8Array): void {
    const camera = this.camera(id);
    for (let at = 0; at < bytes.length; at += 16384) {
      camera.events.push(message('U', 0, bytes.subarray(at, at + 16384)));
    }
    this.arrive(camera);
  }

  /** `run` starts a script in a fresh raw REPL. */
  run(id: number, script: string): void {
    this.type(id, `\r${CTRL_C}${CTRL_C}\r${CTRL_A}`);
    this.pass(10_000);
    this.camera(id).console = '';
    this.type(id, script + CTRL_D);
  }

  /** `interrupt` stops the running script, as a learner does. */
  interrupt(id: number): void {
    this.type(id, CTRL_C);
  }

  /** `result` is what the script has printed, with its traceback; null while it runs. */
  result(id: number): string | null {
    const camera = this.camera(id);
    if (!camera.alive) return `died: ${this.host.machineDeath(id)}`;
    const parts = /^.*?OK(.*?)\x04(.*?)\x04>/s.exec(camera.console);
    return parts === null ? null : `${parts[1]}${parts[2]}`.replaceAll('\r\n', '\n');
  }

  /** `exec` runs a script to its end, and everything that others do in the meantime. */
  exec(id: number, script: string, limitSeconds = 60): string {
    this.run(id, script);
    return this.finish(id, limitSeconds);
  }

  finish(id: number, limitSeconds = 60): string {
    const limit = this.now + limitSeconds * 1e6;
    while (this.result(id) === null && this.step(limit));
    return this.result(id) ?? `still runs after ${limitSeconds} s: ${this.camera(id).console}`;
  }

  /** `pass` lets this many microseconds pass. */
  pass(duration: number): void {
    const end = this.now + duration;
    while (this.step(end));
    this.now = end;
  }

  private next(): number {
    let at = this.deliveries[0]?.at ?? Number.POSITIVE_INFINITY;
    for (const camera of this.cameras) at = Math.min(at, camera.wakes);
    return at;
  }

  private step(limit: number): boolean {
    const at = this.next();
    if (at > limit) return false;
    this.now = Math.max(this.now, at);
    const delivery = this.deliveries[0];
    if (delivery !== undefined && delivery.at <= this.now) {
      this.deliveries.shift();
      delivery.camera.events.push(delivery.event);
      this.arrive(delivery.camera);
      return true;
    }
    const camera = this.cameras.find((one) => one.wakes <= this.now);
    if (camera !== undefined) this.turn(camera, limit);
    return true;
  }

  private arrive(camera: TinyCamera): void {
    if (!camera.onlyTime && camera.alive) camera.wakes = this.now;
  }

  private turn(camera: TinyCamera, limit: number): void {
    camera.wakes = Number.POSITIVE_INFINITY;
    const horizon = Math.max(this.now, Math.min(this.next(), limit, this.now + LONGEST_TURN));
    const resume = new DataView(new ArrayBuffer(24));
    resume.setBigUint64(0, BigInt(Math.round(this.now)), true);
    resume.setBigUint64(8, BigInt(Math.round(horizon)), true);
    camera.events.push(message('R', 0, new Uint8Array(resume.buffer)));
    const events = concat(camera.events);
    camera.events = [];
    const answer = this.host.machineTurn(camera.id, events);
    // The buffer is detached, as when the real world's memory has grown.
    structuredClone(events.buffer, { transfer: [events.buffer] });
    if (answer === null) camera.alive = false;
    else this.hear(camera, answer);
  }

  private hear(camera: TinyCamera, answer: Uint8Array): void {
    const view = new DataView(answer.buffer, answer.byteOffset, answer.length);
    const frames: Uint8Array[] = [];
    let at = 0;
    while (at < answer.length) {
      const size = view.getUint16(at + 2, true);
      const payload = answer.subarray(at + HEADER, at + HEADER + size);
      switch (String.fromCharCode(view.getUint8(at))) {
        case 'U':
          camera.console += decoder.decode(payload);
          camera.onBytes?.(payload);
          break;
        case 'F':
          frames.push(payload);
          break;
        case 'x':
          camera.alive = false;
          break;
        case 'w': {
          const end = Number(view.getBigUint64(at + HEADER, true));
          // The camera may have let time pass by itself, up to the horizon.
          this.now = Math.max(this.now, end);
          camera.wakes = Number(view.getBigUint64(at + HEADER + 8, true));
          if (camera.wakes > 1e18) camera.wakes = Number.POSITIVE_INFINITY;
          camera.onlyTime = view.getUint8(at + HEADER + 32) !== 0;
          for (const frame of frames) this.forward(camera, frame, end);
          break;
        }
      }
      at += HEADER + size;
    }
  }

  private forward(from: TinyCamera, frame: Uint8Array, at: number): void {
    this.frames.push(`${at} ${from.id} ${Buffer.from(frame).toString('hex')}`);
    const group = ((frame[0] ?? 0) & 1) === 1;
    for (const camera of this.cameras) {
      if (camera === from || (!group && frame[4] !== camera.id)) continue;
      this.deliveries.push({ at: at + FRAME_TIME, camera, event: message('F', 0, frame) });
    }
    this.deliveries.sort((a, b) => a.at - b.at);
  }
}

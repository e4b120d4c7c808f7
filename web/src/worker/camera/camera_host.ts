import type { WasmCode } from '../wasm_code';
import { type CameraCopy, CameraInstance, type WorldMemory } from './camera_instance';

/** `CamerasCopy` is the state of all cameras between two turns. */
export interface CamerasCopy {
  readonly cameras: ReadonlyMap<number, { instance: CameraInstance; copy: CameraCopy }>;
  readonly names: ReadonlyMap<number, string>;
  readonly deaths: ReadonlyMap<number, string>;
}

/**
 * `CameraHost` runs the cameras of one world: its host_library.js calls this for sim/machine/wasm_machine.h.
 * It knows neither the page nor files, so it runs both in a worker and in Node.
 */
export class CameraHost {
  private readonly cameras = new Map<number, CameraInstance>();
  private readonly names = new Map<number, string>();
  private readonly deaths = new Map<number, string>();

  /**
   * `code` is tlscam-camera.wasm, compiled once for all cameras; `world` is the memory that holds their
   * flash; `onTurn` is called with the name of each camera that begins to compute.
   */
  constructor(
    private readonly code: WasmCode,
    private readonly world: WorldMemory,
    private readonly onTurn: (name: string) => void = () => {},
  ) {}

  /**
   * `machineStart` creates a camera. It returns 0, or 1 when it cannot be created; machineDeath() says why.
   */
  machineStart(
    machine: number,
    name: string,
    firstMessage: Uint8Array,
    drive: number,
    driveSize: number,
    rom: number,
    romSize: number,
  ): number {
    this.machineStop(machine);
    try {
      // The bytes lie in the world's memory and are read at the first turn.
      const first = firstMessage.slice();
      const flash = { start: drive, size: driveSize };
      const partition = { start: rom, size: romSize };
      this.names.set(machine, name);
      this.cameras.set(machine, new CameraInstance(this.code, first, this.world, flash, partition));
      return 0;
    } catch (error) {
      this.deaths.set(machine, `the page has no room for another camera (${String(error)})`);
      return 1;
    }
  }

  /** `machineTurn` gives a camera its events and returns its messages, or null when it has died. */
  machineTurn(machine: number, events: Uint8Array): Uint8Array | null {
    const camera = this.cameras.get(machine);
    if (camera === undefined) return null;
    this.onTurn(this.names.get(machine) ?? '');
    const messages = camera.turn(events);
    if (messages === null) {
      this.deaths.set(machine, camera.death);
      this.cameras.delete(machine);
    }
    return messages;
  }

  machineStop(machine: number): void {
    this.cameras.delete(machine);
    this.names.delete(machine);
    this.deaths.delete(machine);
  }

  /** `machineDeath` says why a camera has died, or could not be created. */
  machineDeath(machine: number): string {
    return this.deaths.get(machine) ?? 'there is no such camera';
  }

  /** `save` makes a copy for restore(). Parts equal to those of the copy before are stored once. */
  save(before?: CamerasCopy): CamerasCopy {
    const cameras = new Map(
      [...this.cameras].map(([machine, instance]) => {
        const last = before?.cameras.get(machine);
        const copy = instance.save(last?.instance === instance ? last.copy : undefined);
        return [machine, { instance, copy }] as const;
      }),
    );
    return { cameras, names: new Map(this.names), deaths: new Map(this.deaths) };
  }

  restore({ cameras, names, deaths }: CamerasCopy): void {
    replace(this.names, names);
    replace(this.deaths, deaths);
    this.cameras.clear();
    for (const [machine, { instance, copy }] of cameras) {
      instance.restore(copy);
      this.cameras.set(machine, instance);
    }
  }

  /** `memorySize` is the number of bytes that all cameras have taken. */
  get memorySize(): number {
    let size = 0;
    for (const camera of this.cameras.values()) size += camera.memorySize;
    return size;
  }
}

function replace<K, V>(map: Map<K, V>, content: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of content) map.set(key, value);
}

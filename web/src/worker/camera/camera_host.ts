import { CameraInstance, type WorldMemory } from './camera_instance';

/**
 * The cameras beside one world: what its host_library.js calls for sim/machine/wasm_machine.h. Knows neither the page
 * nor files, so it runs in a worker and in Node alike.
 */
export class CameraHost {
  private readonly cameras = new Map<number, CameraInstance>();
  private readonly deaths = new Map<number, string>();

  /** `module` is tlscam-camera.wasm, compiled once for all cameras; `world` the memory that holds their flash. */
  constructor(
    private readonly module: WebAssembly.Module,
    private readonly world: WorldMemory,
  ) {}

  /** Makes a camera. 0, or 1 when it cannot be made; machineDeath() says why. */
  machineStart(
    machine: number,
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
      this.cameras.set(machine, new CameraInstance(this.module, first, this.world, flash, partition));
      return 0;
    } catch (error) {
      this.deaths.set(machine, `the page has no room for another camera (${String(error)})`);
      return 1;
    }
  }

  /** Gives a camera its events and returns what it says; null when it has died. */
  machineTurn(machine: number, events: Uint8Array): Uint8Array | null {
    const camera = this.cameras.get(machine);
    if (camera === undefined) return null;
    const messages = camera.turn(events);
    if (messages === null) {
      this.deaths.set(machine, camera.death);
      this.cameras.delete(machine);
    }
    return messages;
  }

  machineStop(machine: number): void {
    this.cameras.delete(machine);
    this.deaths.delete(machine);
  }

  /** Why a camera has died, or could not be made. */
  machineDeath(machine: number): string {
    return this.deaths.get(machine) ?? 'there is no such camera';
  }

  /** Bytes of memory that all cameras have taken. */
  get memorySize(): number {
    let size = 0;
    for (const camera of this.cameras.values()) size += camera.memorySize;
    return size;
  }
}

import { readFileSync } from 'node:fs';
import { dateOfWorlds, type Identity } from './identity';
import { places } from './places';

interface FloorModule {
  HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(pointer: number): void;
  _floor_prepare(
    certificate: number,
    certificateSize: number,
    key: number,
    keySize: number,
    mutual: number,
    date: number,
  ): void;
  _floor_handshakes(count: number): void;
}

/** `Floor` is bare mbedTLS as WebAssembly (../wasm_floor.cc). */
export class Floor {
  private constructor(private readonly module: FloorModule) {}

  static async create(): Promise<Floor> {
    const { default: factory } = (await import(places.floor)) as {
      default: (options: { wasmBinary: Uint8Array }) => Promise<FloorModule>;
    };
    return new Floor(await factory({ wasmBinary: readFileSync(places.floor.replace(/js$/, 'wasm')) }));
  }

  prepare({ certificate, key }: Identity, mutual: boolean): void {
    const copies = [certificate, key].map((bytes) => {
      const pointer = this.module._malloc(bytes.length);
      this.module.HEAPU8.set(bytes, pointer);
      return [pointer, bytes.length] as const;
    });
    const [[certificateAt, certificateSize], [keyAt, keySize]] = copies as [
      readonly [number, number],
      readonly [number, number],
    ];
    this.module._floor_prepare(
      certificateAt,
      certificateSize,
      keyAt,
      keySize,
      mutual ? 1 : 0,
      dateOfWorlds / 1000,
    );
    for (const [pointer] of copies) this.module._free(pointer);
  }

  handshakes(count: number): void {
    this.module._floor_handshakes(count);
  }
}

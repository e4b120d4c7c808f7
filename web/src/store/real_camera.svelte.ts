import type { BoardCommandName, BoardCommands, BoardFile, BoardSnapshot } from '../protocol/types';
import { SerialPipe, type WebSerialPort, webSerial } from '../serial/serial_pipe';
import { t } from '../words/words';
import { BoardLink } from './board_link';
import { fromBase64, textToBase64 } from './bytes';
import { notices } from './notices.svelte';
import { OutputLog } from './output_log';
import { world } from './world.svelte';

/** The makers whose boards run MicroPython; the browser offers these first. sim/deploy/known_boards.cc has the boards. */
const MAKERS = [0x37c5, 0x1209, 0x2341, 0x2e8a, 0xf055, 0x303a];

/** A board of OpenMV in its bootloader takes firmware, and is not a REPL: 37C5:92xx, 96E3. */
const isBootloader = ({ usbVendorId, usbProductId = 0 }: ReturnType<WebSerialPort['getInfo']>): boolean =>
  usbVendorId === 0x37c5 && (usbProductId >> 8 === 0x92 || usbProductId === 0x96e3);

/** A port by its USB ids, "37C5:1206"; "" for one that has none. */
export function portName(port: WebSerialPort): string {
  const { usbVendorId, usbProductId } = port.getInfo();
  if (usbVendorId === undefined || usbProductId === undefined) return '';
  return [usbVendorId, usbProductId].map((id) => id.toString(16).toUpperCase().padStart(4, '0')).join(':');
}

/** `RealCamera` is a camera at a port of the learner's computer. */
class RealCamera {
  phase = $state<'away' | 'opening' | 'open'>('away');
  snapshot = $state.raw<BoardSnapshot | null>(null);
  /** Why the port closed, or could not be opened. */
  problem = $state('');
  readonly log = new OutputLog();
  /** The files of the workstation that are to go there, by path. */
  chosen: string[] = $state([]);
  /** It was reset: its port closes and comes back. */
  private returns = false;
  /** The ports that the page may use already. */
  known = $state.raw<WebSerialPort[]>([]);
  private pipe: SerialPipe | null = null;
  private listening = false;

  private readonly link = new BoardLink({
    write: (bytes) => this.pipe?.write(bytes),
    update: ({ snapshot, output }) => {
      this.snapshot = snapshot;
      if (output) this.log.append(fromBase64(output));
    },
    crashed: (why) => {
      this.problem = t('real.stopped', { why });
      void this.close();
    },
  });

  readonly supported = webSerial() !== undefined;

  get busy(): boolean {
    return this.phase === 'opening' || (this.snapshot !== null && this.snapshot.task !== 'none');
  }

  /** Finds the ports that the page may use already, from an earlier visit. */
  async look(): Promise<void> {
    this.known = (await webSerial()?.getPorts()) ?? [];
  }

  /** Lets the learner choose a port in the browser's own list: those of known makers, or all. */
  async choose(all: boolean): Promise<void> {
    const serial = webSerial();
    if (!serial) return;
    const filters = MAKERS.map((usbVendorId) => ({ usbVendorId }));
    const port = await serial.requestPort(all ? undefined : { filters }).catch((error) => {
      // Whoever closes the list has chosen nothing.
      if ((error as Error).name !== 'NotFoundError') notices.problem(error);
      return null;
    });
    if (port) await this.open(port);
  }

  async open(port: WebSerialPort): Promise<void> {
    if (isBootloader(port.getInfo())) {
      this.problem = t('real.bootloader');
      return;
    }
    this.phase = 'opening';
    this.problem = '';
    this.snapshot = null;
    this.returns = false;
    this.link.open();
    try {
      this.pipe = await SerialPipe.open(
        port,
        (bytes) => this.link.received(bytes),
        (why) => this.lost(why),
      );
    } catch (error) {
      this.phase = 'away';
      this.problem = t('real.cannot_open', { why: (error as Error).message });
      return;
    }
    this.phase = 'open';
    this.waitForReturn();
    await this.send('greet', {});
  }

  /** Leaves the camera at its prompt. */
  async disconnect(): Promise<void> {
    await this.send('leave', {});
    await this.close();
  }

  private async close(): Promise<void> {
    const { pipe } = this;
    this.pipe = null;
    this.phase = 'away';
    await pipe?.close();
  }

  /** Sends a command; what it refuses is a notice. */
  async send<K extends BoardCommandName>(command: K, args: BoardCommands[K]['args']): Promise<boolean> {
    try {
      await this.link.perform(command, args);
      return true;
    } catch (error) {
      notices.problem(error);
      return false;
    }
  }

  type(text: string): void {
    // While files are written, keys have nowhere to go.
    if (this.phase === 'open' && (!this.busy || this.snapshot?.task === 'running'))
      void this.send('type', { keys: textToBase64(text) });
  }

  async reset(): Promise<void> {
    this.returns = await this.send('reset', {});
  }

  /** Holds the chosen files against the camera. */
  async examine(names: string[]): Promise<void> {
    const files = await world.attempt(this.files());
    if (files) await this.send('examine', { files, folder: '', names });
  }

  /** Runs a script of the workstation, as it is there. */
  async run(path: string): Promise<void> {
    const bytes = await world.attempt(world.send('read_file', { place: '', path }));
    if (bytes !== undefined) await this.send('run', { script: new TextDecoder().decode(fromBase64(bytes)) });
  }

  private async files(): Promise<BoardFile[]> {
    const files: BoardFile[] = [];
    for (const path of this.chosen)
      files.push({ name: path, contents: await world.send('read_file', { place: '', path }) });
    return files;
  }

  private lost(why: string): void {
    this.pipe = null;
    this.phase = 'away';
    this.link.lost(t('real.unplugged'));
    this.problem = this.returns ? t('real.returns') : why ? t('real.lost', { why }) : t('real.unplugged');
  }

  /** A camera that was reset comes back with the same port. */
  private waitForReturn(): void {
    if (this.listening) return;
    this.listening = true;
    webSerial()?.addEventListener('connect', ({ target }) => {
      if (this.phase === 'away' && this.returns && target) void this.open(target as unknown as WebSerialPort);
    });
  }
}

export const realCamera = new RealCamera();

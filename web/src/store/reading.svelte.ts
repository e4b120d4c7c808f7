import type {
  CapturePlace,
  CaptureView,
  ConversationSnapshot,
  FieldView,
  MessageView,
  PacketView,
  PartView,
  ReaderCommands,
} from '../protocol/types';
import { t } from '../words/words';
import { fromBase64, toBase64 } from './bytes';
import { asEavesdropper, fieldsOfBytes, firstOpen, type Place, revealed, same } from './field_tree';
import { Cancelled, ReaderLink } from './reader_link';
import { ui } from './ui.svelte';
import { type Packet, world } from './world.svelte';
import { Refused } from './world_link';

const SENT_TOGETHER = 64; // frames at the same moment, at most

/** A capture that is shown in place of the live world. */
export interface OpenFile {
  name: string;
  capture: CaptureView;
}

/** The message that is read, byte by byte, and what of it is selected. */
class Reading {
  file = $state.raw<OpenFile | null>(null);
  /** As it is with keys. */
  private full = $state.raw<MessageView | null>(null);
  /** Whether what the keys open is shown, or what an eavesdropper sees. */
  withKeys = $state(true);
  readonly message = $derived(this.full && !this.withKeys ? asEavesdropper(this.full) : this.full);
  /** Whether the keys open something of this message. */
  readonly opened = $derived(this.full?.parts.some(({ decrypted }) => decrypted) ?? false);
  /** A certificate, request or key that is shown beside the wire. */
  certificate = $state.raw<{ name: string; bytes: Uint8Array } | null>(null);
  /** The file itself. */
  source: { name: string; file: Blob } | null = null;
  /** A file that is being opened, and how many of its bytes were read. */
  opening = $state.raw<{ name: string; read: number; total: number } | null>(null);
  /** What is shown, or is about to be. */
  private wanted = '';
  loading = $state(false);
  progress = $state.raw<{ loaded: number; total: number } | null>(null);
  problem = $state('');
  selected = $state.raw<Place | null>(null);
  /** Under the mouse, in the tree or in the bytes. */
  pointed = $state.raw<Place | null>(null);
  /** The byte of the selected field's part at which the cursor stands. */
  byte = $state(0);
  open = $state.raw<ReadonlySet<string>>(new Set());

  private readonly link = new ReaderLink((loaded, total) => {
    this.progress = loaded < total ? { loaded, total } : null;
  });
  /** Which capture of the live world the reader has: of a conversation in this state, or of everything. */
  private captured = '';
  private overview: CaptureView | null = null;
  private turn = 0;

  readonly part = $derived<PartView | undefined>(this.message?.parts[this.selected?.part ?? -1]);
  readonly field = $derived<FieldView | undefined>(this.part?.fields[this.selected?.field ?? -1]);
  readonly bytes = $derived(this.part ? fromBase64(this.part.bytes) : new Uint8Array());
  readonly owners = $derived(this.part ? fieldsOfBytes(this.part, this.bytes.length) : new Int32Array());

  select(place: Place, byte?: number): void {
    if (!this.message) return;
    this.selected = place;
    const field = this.message.parts[place.part]?.fields[place.field];
    this.byte = byte ?? field?.offset ?? 0;
    const open = new Set(this.open);
    revealed(place, this.message, open);
    this.open = open;
  }

  /** The byte's innermost field, with the cursor on the byte. */
  selectByte(at: number): void {
    const part = this.selected?.part ?? 0;
    if (at < 0 || at >= this.bytes.length) return;
    this.select({ part, field: this.owners[at] ?? -1 }, at);
  }

  /** Shows what the keys open, or what an eavesdropper sees. */
  setKeys(withKeys: boolean): void {
    this.withKeys = withKeys;
    this.beginAt();
  }

  private beginAt(): void {
    const { message } = this;
    if (!message) return;
    this.open = firstOpen(message);
    this.select({ part: message.part, field: message.field });
  }

  toggle(key: string): void {
    const open = new Set(this.open);
    if (!open.delete(key)) open.add(key);
    this.open = open;
  }

  openAll(keys: string[]): void {
    this.open = new Set([...this.open, ...keys]);
  }

  point(place: Place | null): void {
    if (!same(place, this.pointed)) this.pointed = place;
  }

  forget(): void {
    this.turn++;
    this.wanted = '';
    this.full = null;
    this.selected = null;
    this.pointed = null;
    this.problem = '';
    this.loading = false;
  }

  /** Reads an entry of a conversation's ladder; what was shown before stays until it is there. */
  async read(conversation: ConversationSnapshot, at: number): Promise<void> {
    const entry = conversation.entries[at];
    if (!entry) return this.forget();
    const wanted = `${this.file?.name ?? `live ${world.generation}`}/${conversation.id}/${entry.id}/${entry.bytes}/${entry.at}`;
    if (wanted === this.wanted) return;
    const again = this.wanted.split('/').slice(0, 3).join('/') === wanted.split('/').slice(0, 3).join('/');
    this.wanted = wanted;
    await this.show(again, async () => {
      if (this.file)
        return this.link.perform('file', 'message', { conversation: conversation.id, entry: entry.id });
      await this.openLive(conversation);
      const found = this.overview?.conversations[0]?.entries.find(
        (one) => one.at === entry.at && one.name === entry.name && one.from_client === entry.from_client,
      );
      if (!found) throw new Refused(t('notice.frames_gone'));
      return this.link.perform('live', 'message', { conversation: 0, entry: found.id });
    });
  }

  private async show(again: boolean, ask: () => Promise<MessageView>): Promise<void> {
    const turn = ++this.turn;
    this.loading = true;
    try {
      const message = await ask();
      if (turn !== this.turn) return;
      const kept = again ? this.selected : null;
      this.problem = '';
      this.full = message;
      if (!kept) this.beginAt();
    } catch (error) {
      if (turn !== this.turn) return;
      this.full = null;
      this.wanted = '';
      this.problem = (error as Error).message;
      this.captured = error instanceof Refused ? this.captured : '';
    } finally {
      if (turn === this.turn) this.loading = false;
    }
  }

  private async openLive(conversation: ConversationSnapshot): Promise<void> {
    const wanted = `live ${world.generation}/${conversation.id}/${conversation.revision}`;
    if (this.captured === wanted) return;
    this.overview = await this.openCaptureOf(conversation.id);
    this.captured = wanted;
  }

  /** null: of everything. */
  private async openCaptureOf(conversation: number | null): Promise<CaptureView> {
    return this.link.open(new Blob([fromBase64(await world.send('capture', { conversation }))]));
  }

  /** Shows a capture file in place of the live world. Refused, or cancelled: nothing changes. */
  async openFile(name: string, file: Blob, keyLog: string): Promise<void> {
    const onRead = (read: number, total: number): void => {
      this.opening = { name, read, total };
    };
    try {
      const capture = await this.link.openFile(file, keyLog, onRead);
      this.forget();
      this.file = { name, capture };
      this.source = { name, file };
      ui.conversation = null;
      ui.message = -1;
      this.opening = null;
    } catch (error) {
      if (!(error instanceof Cancelled)) this.opening = null;
      throw error;
    }
  }

  /** Stops the opening of a file. */
  cancelOpening(): void {
    this.opening = null;
    this.link.cancel();
  }

  backToWorld(): void {
    this.forget();
    this.file = null;
    this.source = null;
    ui.conversation = null;
    ui.message = -1;
  }

  /** Shows a certificate, request or key with its bytes. */
  showCertificate(name: string, bytes: Uint8Array): void {
    this.certificate = { name, bytes };
    this.wanted = ''; // a new certificate may have the name and the length of the one before
    ui.wireTab = 'certificate';
  }

  closeCertificate(): void {
    this.certificate = null;
    if (ui.wireTab === 'certificate') ui.wireTab = 'messages';
  }

  async readCertificate(): Promise<void> {
    if (!this.certificate) return;
    const { name, bytes } = this.certificate;
    const wanted = `certificate ${name} ${bytes.length}`;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    await this.show(false, () => this.link.perform('live', 'certificate_trees', { file: toBase64(bytes) }));
  }

  /** Asks the reader about certificates, which needs no capture. */
  ask<K extends 'who_may_connect' | 'verify_chain'>(
    command: K,
    args: ReaderCommands[K]['args'],
  ): Promise<ReaderCommands[K]['reply']> {
    return this.link.perform('live', command, args);
  }

  /** Reads a frame of the file that is open, by number from 1. */
  async readFrame(number: number): Promise<void> {
    const wanted = `frame ${number}`;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    await this.show(false, () => this.link.perform('file', 'frame', { number }));
  }

  /** Reads a packet of the live world: a frame of its capture. */
  async readPacket(packet: Packet): Promise<void> {
    const wanted = `live ${world.generation}/packet ${packet.number}`;
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    await this.show(false, async () => {
      this.captured = '';
      const number = await this.find(packet, (await this.openCaptureOf(null)).frames);
      return this.link.perform('live', 'frame', { number });
    });
  }

  /** The number of a frame in the capture, whose frames stand in the order in which they were sent. */
  private async find(packet: Packet, frames: number): Promise<number> {
    let [low, high] = [1, frames];
    while (low < high) {
      const middle = (low + high) >> 1;
      const [frame] = await this.packets('live', middle, 1);
      if (frame && frame.at < packet.at) low = middle + 1;
      else high = middle;
    }
    const near = await this.packets('live', low, SENT_TOGETHER);
    const found = near.find(
      ({ at, source, destination, size }) =>
        at === packet.at &&
        source === packet.source &&
        destination === packet.destination &&
        size === packet.size,
    );
    if (!found) throw new Refused(t('notice.frames_gone'));
    return found.number;
  }

  packets(place: CapturePlace, first: number, count: number): Promise<PacketView[]> {
    return this.link.perform(place, 'packets', { first, count });
  }

  /** The trees of all messages of a conversation. */
  async text(conversation: ConversationSnapshot): Promise<string> {
    if (this.file) return this.link.perform('file', 'text', { conversation: conversation.id, entry: null });
    await this.openLive(conversation);
    return this.link.perform('live', 'text', { conversation: 0, entry: null });
  }

  /** The secrets of what is shown, in the format of SSLKEYLOGFILE; empty: none. */
  async keyLog(): Promise<string> {
    if (this.file) return this.link.perform('file', 'key_log', {});
    this.overview = await this.openCaptureOf(null);
    this.captured = 'everything';
    return this.link.perform('live', 'key_log', {});
  }
}

export const reading = new Reading();

import { t } from '../words/words';
import { fromBase64 } from './bytes';
import { chooseFiles, copyText, download } from './computer';
import { linkTo } from './message_link';
import { notices } from './notices.svelte';
import { Cancelled } from './reader_link';
import { reading } from './reading.svelte';
import { settings } from './settings.svelte';
import { ui } from './ui.svelte';
import { shownConversation } from './wire';
import { world } from './world.svelte';

// Captures out of the page and into it.

export const CAPTURE_TYPES = '.pcapng,.pcap,.cap,.keys,.keylog,.log,.txt';

const isKeyLog = (file: File): boolean =>
  !/\.(pcapng|pcap|cap|dmp)$/i.test(file.name) && file.size < 16 << 20;

async function readKeyLog(files: File[]): Promise<string> {
  let text = '';
  for (const file of files) text += `${(await file.text()).trimEnd()}\n`;
  return text;
}

/** Shows a capture, with a key log or without; a key log alone is added to the file that is open. Bad: a notice. */
export async function openCapture(files: File[]): Promise<void> {
  const capture = files.find((file) => !isKeyLog(file));
  const keyLogs = files.filter(isKeyLog);
  try {
    if (!capture && !reading.source)
      throw new Error(t('notice.not_a_capture', { file: files[0]?.name ?? '' }));
    const keyLog = await readKeyLog(keyLogs);
    const file = capture ?? reading.source?.file;
    const name = capture?.name ?? reading.source?.name ?? '';
    if (!file) return;
    settings.show('wire');
    await reading.openFile(name, file, keyLog);
    ui.wireTab = reading.file?.capture.conversations.length ? 'messages' : 'packets';
    if (reading.file?.capture.note) notices.show('info', `${name}: ${reading.file.capture.note}`);
  } catch (error) {
    if (error instanceof Cancelled) return;
    const why = (error as Error).message;
    notices.problem(new Error(capture ? t('notice.capture_unreadable', { file: capture.name, why }) : why));
  }
}

export async function chooseCapture(): Promise<void> {
  const files = await chooseFiles(CAPTURE_TYPES, true);
  if (files.length) await openCapture(files);
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

const guarded = (work: () => Promise<void>) => async (): Promise<void> => {
  try {
    await work();
  } catch (error) {
    notices.problem(error);
  }
};

const nameFor = (ending: string): string =>
  `${(reading.file?.name ?? `tlscam-${settings.lesson || 'bench'}`).replace(/\.\w+$/, '')}.${ending}`;

export const savePcapng = guarded(async () => {
  if (reading.source) return download(reading.source.name, reading.source.file);
  download(nameFor('pcapng'), fromBase64(await world.send('capture', { conversation: null })));
});

export const saveKeyLog = guarded(async () => {
  const text = await reading.keyLog();
  if (!text) throw new Error(t('notice.no_secrets'));
  download(nameFor('keys'), utf8(text));
});

export const saveText = guarded(async () => {
  const conversation = shownConversation();
  if (conversation) download(nameFor('txt'), utf8(await reading.text(conversation)));
});

export const copyMessageLink = guarded(async () => {
  const conversation = shownConversation();
  if (!conversation || ui.message < 0) throw new Error(t('notice.no_message'));
  const url = `${location.href.split('#')[0]}${linkTo(world.lesson, conversation, ui.message)}`;
  await copyText(url, t('notice.message_link'));
});

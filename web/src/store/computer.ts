import { t } from '../words/words';
import { notices } from './notices.svelte';

// The learner's own computer: its files and its clipboard.

/** The largest file that is taken in: a camera's drive holds less. */
export const LARGEST_FILE = 2 << 20;

export function download(name: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content]));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Asks the learner for files of their own computer. */
export function chooseFiles(accept: string, several: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = several;
    input.onchange = () => resolve([...(input.files ?? [])]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notices.show('info', done);
  } catch {
    notices.show('problem', `${t('notice.cannot_copy')}\n${text}`);
  }
}

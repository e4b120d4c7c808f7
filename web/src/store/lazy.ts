import { t } from '../words/words';
import { notices } from './notices.svelte';

/**
 * `arrived` loads a part of the page that is fetched when it is first wanted. If that fails there is a message with which
 * it is tried again, and the promise waits for that.
 */
export async function arrived<Part>(fetch: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await fetch();
    } catch {
      await new Promise<void>((again) => {
        notices.show('problem', t('notice.part_of_page'), { label: t('notice.try_again'), run: again });
      });
    }
  }
}

import { language, languages } from 'virtual:languages';
import { documents } from './documents.svelte';
import { rememberLanguage } from './first_sight';
import { keepsWork } from './storage';
import { world } from './world.svelte';

/** The languages in which the site has the page too. */
export const otherLanguages = languages.filter(({ code }) => code !== language);

/** The address of the page in another language, which shows the same: what the address says of languages is left out. */
export function addressIn(page: string, search: string, hash: string): string {
  const asked = new URLSearchParams(search);
  asked.delete('language');
  const query = asked.toString();
  return `${page}${query ? `?${query}` : ''}${hash}`;
}

/** Goes on in another language, and remembers it. What is open is kept first, and is there again. */
export async function readIn({ code, page }: { code: string; page: string }): Promise<void> {
  await documents.keepDrafts();
  await world.keepNow();
  rememberLanguage(code);
  location.assign(addressIn(page, location.search, location.hash));
}

/** A language that the address asked for is a choice, like one in the page. */
export function noteAskedLanguage(): void {
  if (keepsWork() && new URLSearchParams(location.search).get('language') === language)
    rememberLanguage(language);
}

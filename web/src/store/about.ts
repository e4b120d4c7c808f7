// What the site says of itself: licences/index.json, written by tools/licences_plugin.ts.

export type PartGroup = 'itself' | 'page' | 'firmware' | 'workstation';

export interface Part {
  name: string;
  version: string;
  licence: string;
  group: PartGroup;
  /** The text of the licence, below licences/. */
  file: string;
}

export const ALL_TEXTS = 'all.txt';

/** The address of a file of licences/; the script that asks lies in assets/. */
export const licenceLink = (file: string): string => new URL(`./licences/${file}`, document.baseURI).href;

export async function partsOfSite(): Promise<Part[]> {
  const answer = await fetch(licenceLink('index.json'));
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Part[];
}

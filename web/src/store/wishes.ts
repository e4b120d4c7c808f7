import { AREAS, type Area, THEMES, type Theme } from './settings.svelte';

/** What the page's address asks for: ?lesson=ID&embed=1&view=lesson,bench&theme=paper, or ?lesson=ID&scorm=1. */
export interface Wishes {
  /** null: the one that was open last. */
  lesson: string | null;
  /** A small page for a frame, which keeps nothing. */
  embed: boolean;
  /** A unit of a SCORM package. */
  scorm: boolean;
  views: Area[];
  theme: Theme | null;
  /** A file beside the page with the state of a world. */
  state: string | null;
}

/** The address of the whole page for that of one in a frame. */
export function wholePageLink(address: string): string {
  const link = new URL(address);
  for (const name of ['embed', 'view', 'theme']) link.searchParams.delete(name);
  return link.href;
}

/** Reads a query; what is unknown in it is left out. */
export function readWishes(search: string): Wishes {
  const asked = new URLSearchParams(search);
  const words = (asked.get('view') ?? '').split(',');
  const views = AREAS.filter((area) => words.includes(area));
  return {
    lesson: asked.get('lesson'),
    embed: asked.get('embed') === '1',
    scorm: asked.get('scorm') === '1',
    views: views.length ? views : AREAS,
    theme: THEMES.find((theme) => theme === asked.get('theme')) ?? null,
    state: asked.get('state'),
  };
}

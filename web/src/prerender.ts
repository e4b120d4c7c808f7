import { render } from 'svelte/server';
import Page from './views/Page.svelte';

/** The page as it looks before there is a world: what the build writes into index.html. */
export function firstSight(): string {
  return render(Page).body;
}

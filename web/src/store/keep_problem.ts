import { t } from '../words/words';
import { arrived } from './lazy';
import { notices } from './notices.svelte';

/** Says that something could not be kept, with the way to keep it all the same. */
export function keepProblem(error: unknown): void {
  notices.show('problem', error instanceof Error ? error.message : String(error), {
    label: t('page.export_everything'),
    run: () => void arrived(() => import('./transfer')).then(({ backUp }) => backUp()),
  });
}

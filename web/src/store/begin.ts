import type { SavedWorld } from '../protocol/types';
import { t } from '../words/words';
import { clearHash } from './address';
import { textToBase64 } from './bytes';
import { course } from './course.svelte';
import { documents } from './documents.svelte';
import { noteAskedLanguage } from './languages';
import { readMessageLink } from './message_link';
import { MYSTERIES, readMysteryLink } from './mystery_link';
import { notices } from './notices.svelte';
import { settings } from './settings.svelte';
import type { SharedScene } from './share';
import { keepsWork, load } from './storage';
import { tabs } from './tabs';
import { ui } from './ui.svelte';
import { readWishes } from './wishes';
import { world } from './world.svelte';

/** The cameras of the scene. In a world of the learner's own none goes: there may be something on its drive. */
async function applyCameras(scene: SharedScene, own: boolean): Promise<void> {
  if (!scene.cameras) return;
  for (const camera of scene.cameras) {
    if (!world.camera(camera.name))
      await world.attempt(world.send('add_camera', { ...camera, machine: null }));
  }
  const wanted = scene.cameras.map(({ name }) => name);
  const others = world.snapshot?.cameras.filter(({ name }) => !wanted.includes(name)) ?? [];
  for (const { name, removable } of others) {
    if (!own && removable) await world.attempt(world.send('remove_camera', { camera: name }));
  }
}

async function apply(scene: SharedScene, own: boolean): Promise<void> {
  await applyCameras(scene, own);
  for (const { place, path, text } of scene.scripts)
    await world.attempt(world.send('write_file', { place, path, bytes: textToBase64(text) }));
  for (const service of scene.services) await world.attempt(world.send('set_service_faults', service));
  for (const { link, conditions } of scene.links)
    await world.attempt(world.send('set_link', { link, conditions }));
  await world.attempt(world.send('set_clock', { true_time: scene.true_time }));
  notices.show('info', t('notice.scene_in_place'));
}

/** Takes the scene out of the address. A bad link is a message. */
async function sharedScene(): Promise<SharedScene | null> {
  if (!location.hash.startsWith('#share=')) return null;
  const { hash } = location;
  clearHash();
  try {
    const { readFragment } = await import('./share');
    return readFragment(hash);
  } catch (error) {
    notices.problem(error);
    return null;
  }
}

/**
 * The state of a world that the address brings, taken out of it; a frame's address is not the learner's, and stays. A bad one is
 * a message.
 */
async function sharedState(): Promise<SavedWorld | null> {
  const { hash, search } = location;
  const { state, embed } = readWishes(search);
  if (!hash.startsWith('#state=') && state === null) return null;
  if (!embed) history.replaceState(null, '', location.pathname);
  try {
    const { stateOfAddress } = await import('./shared_state');
    return await stateOfAddress(hash, state);
  } catch (error) {
    notices.problem(error);
    return null;
  }
}

/** Opens it where nothing of the learner's is kept that it could replace; elsewhere it is asked for, over its lesson. */
async function openState(state: SavedWorld): Promise<void> {
  if (!keepsWork()) return course.open(state.lesson, { state });
  if (world.phase !== 'running' || world.lesson !== state.lesson) await course.open(state.lesson);
  ui.opening = state;
}

const isKnown = (id: string): boolean => id === '' || course.lessons.some((lesson) => lesson.id === id);

/** Opens the lesson of a scene with what the scene carries; in a world of the learner's own only after asking. */
async function openScene(scene: SharedScene): Promise<void> {
  const { lesson, seed } = scene;
  const own =
    (world.phase === 'running' && world.lesson === lesson) ||
    Boolean(await load(`world/${lesson}`).catch(() => undefined));
  if (world.phase !== 'running' || world.lesson !== lesson) await course.open(lesson, { seed });
  if (world.phase !== 'running') return;
  if (!own) return apply(scene, false);
  notices.show('info', t('notice.scene_offered', { count: scene.scripts.length }), {
    label: t('notice.use_scene'),
    run: () => void apply(scene, true),
  });
}

/** Opens the mystery that the address names: as it was left, if it is the one that was open last. */
async function openLinkedMystery(): Promise<boolean> {
  const seed = readMysteryLink(location.hash);
  if (seed === null || !isKnown(MYSTERIES)) return false;
  clearHash();
  const kept = await load<{ seed: number }>(`world/${MYSTERIES}`).catch(() => undefined);
  await course.open(MYSTERIES, { seed, afresh: kept?.seed !== seed });
  return true;
}

/** A link that was pasted into the address of the page that is open. */
export async function followAddress(): Promise<void> {
  const state = await sharedState();
  if (state) return openState(state);
  const scene = await sharedScene();
  if (scene && isKnown(scene.lesson)) return openScene(scene);
  if (scene) notices.show('problem', t('notice.no_lesson', { lesson: scene.lesson }));
  if (await openLinkedMystery()) return;
  const link = readMessageLink(location.hash);
  if (!link || !isKnown(link.lesson)) return;
  if (link.lesson !== world.lesson) await course.open(link.lesson);
  ui.linked = link;
}

// Other tabs of this browser write into the same storage.
function listenToTabs(): void {
  tabs.listen({
    leave: () => course.leave(),
    replacing: async () => {
      await documents.keepDrafts();
      await world.keepNow();
      world.stopKeeping();
    },
    replaced: () => location.reload(),
  });
}

/**
 * The lesson that the address names, which is taken out of it: who goes on to another lesson and reloads stays there. A frame's
 * address is not the learner's, and stays.
 */
function lessonOfAddress(): string | null {
  const { lesson, embed, scorm } = readWishes(location.search);
  if (lesson !== null && !embed && !scorm) history.replaceState(null, '', location.pathname + location.hash);
  return lesson !== null && isKnown(lesson) ? lesson : null;
}

/** Brings the page to where the learner left it, or to where a link points. */
export async function begin(): Promise<void> {
  noteAskedLanguage();
  listenToTabs();
  await settings.restore();
  await course.restore();
  const state = await sharedState();
  const scene = await sharedScene();
  const link = readMessageLink(location.hash);
  if (state) await openState(state);
  else if (scene && isKnown(scene.lesson)) await openScene(scene);
  else if (scene || !(await openLinkedMystery())) {
    if (scene) notices.show('problem', t('notice.no_lesson', { lesson: scene.lesson }));
    const named = lessonOfAddress();
    const wanted = link?.lesson ?? named ?? settings.lesson ?? '';
    const chosen = (link ?? named ?? settings.lesson) !== null && isKnown(wanted);
    await course.open(chosen ? wanted : (course.lessons[0]?.id ?? ''));
  }
  if (link && link.lesson === world.lesson) {
    ui.linked = link;
    notices.show('info', t('notice.message_linked'));
  }
  addEventListener('hashchange', () => void followAddress());
  setInterval(() => world.watch(), 1000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) return;
    void documents.keepDrafts();
    void world.keepNow();
  });
}

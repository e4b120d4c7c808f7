import { t } from '../words/words';
import { textToBase64 } from './bytes';
import { course } from './course.svelte';
import { readMessageLink } from './message_link';
import { notices } from './notices.svelte';
import { settings } from './settings.svelte';
import type { SharedScene } from './share';
import { load } from './storage';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

/** The cameras of the scene. In a world of the learner's own none goes: there may be something on its drive. */
async function applyCameras(scene: SharedScene, own: boolean): Promise<void> {
  if (!scene.cameras) return;
  for (const camera of scene.cameras) {
    if (!world.camera(camera.name)) await world.attempt(world.send('add_camera', camera));
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

async function sharedScene(): Promise<SharedScene | null> {
  if (!location.hash.startsWith('#share=')) return null;
  try {
    const { readFragment } = await import('./share');
    const scene = readFragment(location.hash);
    if (scene) history.replaceState(null, '', location.pathname + location.search);
    return scene;
  } catch (error) {
    notices.problem(error);
    history.replaceState(null, '', location.pathname + location.search);
    return null;
  }
}

/** Brings the page to where the learner left it, or to where a share link points. */
export async function begin(): Promise<void> {
  await settings.restore();
  await course.restore();
  const scene = await sharedScene();
  const link = readMessageLink(location.hash);
  const known = (id: string): boolean => id === '' || course.lessons.some((lesson) => lesson.id === id);
  const wanted = (scene ?? link)?.lesson ?? settings.lesson ?? course.lessons[0]?.id ?? '';
  if (scene && !known(wanted)) notices.show('problem', t('notice.no_lesson', { lesson: wanted }));
  const lesson = known(wanted) ? wanted : (course.lessons[0]?.id ?? '');
  const hadWorld = Boolean(await load(`world/${lesson}`).catch(() => undefined));
  await course.open(lesson);
  if (link && link.lesson === lesson) {
    ui.linked = link;
    notices.show('info', t('notice.message_linked'));
  }
  if (scene && known(wanted)) {
    if (hadWorld)
      notices.show('info', t('notice.scene_offered', { count: scene.scripts.length }), {
        label: t('notice.use_scene'),
        run: () => void apply(scene, true),
      });
    else await apply(scene, false);
  }
  setInterval(() => world.watch(), 1000);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void world.keepNow();
  });
}

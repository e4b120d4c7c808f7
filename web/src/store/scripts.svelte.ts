import { t } from '../words/words';
import { course } from './course.svelte';
import { type Document, documents } from './documents.svelte';
import { notices } from './notices.svelte';
import { ui } from './ui.svelte';
import { world } from './world.svelte';

// `mpremote connect CAMERA run [--no-follow] FILE`
const RUN = /\bmpremote\s+connect\s+(\S+)\s+run\s+(?:-\S+\s+)*(\S+)/g;

const keyOf = (path: string): string => `${world.lesson}/${path}`;

/** `Scripts` runs the script that is open in an editor, on the camera that is meant. */
class Scripts {
  /** `shown` is what an editor shows, if it is a script. */
  shown = $state.raw<Document | null>(null);
  // By lesson and file: what the learner has chosen for the next run, and where the page has run it last.
  private readonly chosen: Record<string, string> = $state({});
  private readonly ran: Record<string, string> = {};

  /**
   * `cameraFor` is the camera that was chosen for a script, or on which it ran last, or for which the lesson means it, or
   * that was selected last, or the only one; "" when none of this tells.
   */
  cameraFor(place: string, path: string): string {
    if (place) return place;
    const cameras = world.snapshot?.cameras ?? [];
    const isThere = (name: string | undefined): name is string => cameras.some((one) => one.name === name);
    const key = keyOf(path);
    const ranOn = cameras.filter((one) => one.script_name === path).map(({ name }) => name);
    const candidates = [
      this.chosen[key],
      ranOn.find((name) => ranOn.length === 1 || name === this.ran[key]),
      this.meantFor(path),
      ui.camera,
      cameras.length === 1 ? cameras[0]?.name : undefined,
    ];
    return candidates.find(isThere) ?? '';
  }

  choose(path: string, camera: string): void {
    this.chosen[keyOf(path)] = camera;
  }

  isRunning(camera: string): boolean {
    return world.camera(camera)?.script === 'running';
  }

  /** Runs what is shown. False: nothing is. */
  runShown(): boolean {
    const { shown } = this;
    if (!shown) return false;
    void this.run(shown);
    return true;
  }

  async run(document: Document): Promise<void> {
    const { place, path } = document;
    const camera = this.cameraFor(place, path);
    if (!camera || this.isRunning(camera)) {
      notices.show(
        'info',
        camera ? t('file.runs_already', { camera }) : t('file.choose_camera', { file: path }),
      );
      return;
    }
    delete this.chosen[keyOf(path)];
    this.ran[keyOf(path)] = camera;
    await documents.write(document);
    if (world.camera(camera)?.state === 'off') await world.attempt(world.send('power', { camera, on: true }));
    await world.attempt(world.send('run_script', { camera, name: path, text: document.text }));
  }

  private meantFor(path: string): string | undefined {
    for (const { blocks } of course.current?.steps ?? [])
      for (const block of blocks) {
        if (block.kind === 'script' && block.file === path) return block.camera;
        if (block.kind !== 'workstation') continue;
        for (const [, camera, file] of block.text.matchAll(RUN)) if (file === path) return camera;
      }
    return undefined;
  }
}

export const scripts = new Scripts();

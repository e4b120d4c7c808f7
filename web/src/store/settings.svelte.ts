import { lessonOfTab, rememberFirstSight, rememberLessonOfTab } from './first_sight';
import { keepProblem } from './keep_problem';
import { notices } from './notices.svelte';
import { isRecord } from './record';
import { keepsWork, load, save } from './storage';

// These are the learner's settings: theme, sizes of panels, which are shut. They are kept as one value in
// storage.

export type Theme = 'system' | 'paper' | 'darkroom';
export const THEMES: readonly Theme[] = ['system', 'paper', 'darkroom'];
export type Area = 'lesson' | 'bench' | 'network' | 'wire';
export const AREAS: Area[] = ['lesson', 'bench', 'network', 'wire'];

interface Kept {
  theme: Theme;
  /** "" is the free bench; null means that none has been chosen yet. */
  lesson: string | null;
  sizes: { lesson: number; network: number; wire: number; side: number };
  shut: Area[];
  maximised: Area | null;
  screenReader: boolean;
  /** Whether single letters and signs are keys of the page, outside of what takes text. */
  singleKeys: boolean;
}

const START: Kept = {
  theme: 'system',
  lesson: null,
  sizes: { lesson: 400, network: 340, wire: 48, side: 47 },
  shut: [],
  maximised: null,
  screenReader: false,
  singleKeys: true,
};

const isArea = (value: unknown): value is Area => AREAS.some((area) => area === value);

/** `readSettings` takes what is right of a value that may come from anywhere, and the start's for the rest. */
export function readSettings(value: unknown): Kept {
  const kept = isRecord(value) ? value : {};
  const sizes = isRecord(kept.sizes) ? kept.sizes : {};
  const size = (name: keyof Kept['sizes']): number => {
    const wanted = sizes[name];
    return typeof wanted === 'number' && Number.isFinite(wanted) ? wanted : START.sizes[name];
  };
  return {
    theme: THEMES.find((theme) => theme === kept.theme) ?? START.theme,
    lesson: typeof kept.lesson === 'string' ? kept.lesson : START.lesson,
    sizes: { lesson: size('lesson'), network: size('network'), wire: size('wire'), side: size('side') },
    shut: Array.isArray(kept.shut) ? kept.shut.filter(isArea) : [],
    maximised: isArea(kept.maximised) ? kept.maximised : START.maximised,
    screenReader: kept.screenReader === true,
    singleKeys: kept.singleKeys !== false,
  };
}

class Settings {
  theme = $state<Theme>(START.theme);
  lesson = $state<string | null>(START.lesson);
  sizes = $state({ ...START.sizes });
  shut = $state<Area[]>([]);
  screenReader = $state(false);
  singleKeys = $state(true);
  /** `maximised` is the area that fills the page. */
  maximised = $state<Area | null>(null);
  /** `area` is the one that is shown while areas are tabs; it is not kept. */
  area = $state<Area>('lesson');
  /** `views` are the areas that there are: a frame may have fewer. They are not kept. */
  views = $state.raw<readonly Area[]>(AREAS);
  private timer: ReturnType<typeof setTimeout> | undefined;

  async restore(): Promise<void> {
    if (!keepsWork()) return;
    const kept = await load<unknown>('settings').catch((error: unknown) => {
      notices.problem(error);
      return undefined;
    });
    const read = readSettings(kept);
    // Another tab may have chosen another lesson since.
    Object.assign(this, { ...read, lesson: lessonOfTab() ?? read.lesson });
    this.applyTheme();
  }

  /** Call `keep` after any change that should be kept. */
  keep(): void {
    this.applyTheme();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (keepsWork()) rememberFirstSight(this.theme, this.lesson);
      if (keepsWork()) rememberLessonOfTab(this.lesson);
      save('settings', this.kept()).catch(keepProblem);
    }, 300);
  }

  kept(): Kept {
    const { theme, lesson, maximised, screenReader, singleKeys } = this;
    return {
      theme,
      lesson,
      maximised,
      screenReader,
      singleKeys,
      sizes: { ...this.sizes },
      shut: [...this.shut],
    };
  }

  toggle(area: Area): void {
    this.shut = this.shut.includes(area) ? this.shut.filter((one) => one !== area) : [...this.shut, area];
    this.keep();
  }

  /** `maximise` lets an area fill the page, or restores it. */
  maximise(area: Area): void {
    this.maximised = this.maximised === area ? null : area;
    this.keep();
  }

  /** `show` brings an area into view, whatever the layout. */
  show(area: Area): void {
    if (!this.views.includes(area)) return;
    this.area = area;
    if (this.maximised && this.maximised !== area) this.maximise(this.maximised);
    if (this.shut.includes(area)) this.toggle(area);
  }

  toggleSingleKeys(): void {
    this.singleKeys = !this.singleKeys;
    this.keep();
  }

  toggleScreenReader(): void {
    this.screenReader = !this.screenReader;
    this.keep();
  }

  nextTheme(): void {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? 'system';
    this.keep();
  }

  resetLayout(): void {
    this.sizes = { ...START.sizes };
    this.shut = [];
    this.maximised = null;
    this.keep();
  }

  /** `inFrame` shows these areas only, and a theme of the frame's choice. */
  inFrame(views: readonly Area[], theme: Theme | null): void {
    this.views = views;
    this.area = views[0] ?? 'lesson';
    this.theme = theme ?? this.theme;
    this.applyTheme();
  }

  private applyTheme(): void {
    if (typeof document === 'undefined') return;
    if (this.theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }
}

export const settings = new Settings();

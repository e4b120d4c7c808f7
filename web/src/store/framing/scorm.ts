// What a learning platform offers to a page that it shows: the API of the SCORM 1.2 Run-Time Environment (ADL, 2001), chapter 3.

/** All its functions take and return texts; "true" and "false" are two of them (3.3.2). */
export interface ScormApi {
  LMSInitialize(nothing: ''): string;
  LMSFinish(nothing: ''): string;
  LMSGetValue(element: string): string;
  LMSSetValue(element: string, value: string): string;
  LMSCommit(nothing: ''): string;
  LMSGetLastError(): string;
  LMSGetErrorString(code: string): string;
}

/** A window as far as it is looked at here. */
export interface Around {
  API?: ScormApi;
  parent: Around;
  opener?: Around | null;
}

const DEEPEST = 20; // pages in each other

/** Pages of other origins say nothing of themselves. */
function apiIn(window: Around): ScormApi | null {
  try {
    return window.API ?? null;
  } catch {
    return null;
  }
}

function apiAround(window: Around): ScormApi | null {
  let at = window;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const api = apiIn(at);
    if (api) return api;
    if (at.parent === at) return null;
    at = at.parent;
  }
  return null;
}

function openerOf(window: Around): Around | null {
  try {
    return window.opener ?? null;
  } catch {
    return null;
  }
}

/** The platform's API: in a page around this one, or around the one that has opened it (3.3.6.1). null: there is no platform. */
export function findApi(window: unknown): ScormApi | null {
  const own = window as Around;
  const above = apiAround(own);
  if (above) return above;
  const opener = openerOf(own);
  return opener && apiAround(opener);
}

/** The platform has refused something; the message is its own. */
export class PlatformRefusal extends Error {}

const HUNDREDTH = 10; // ms

/** A span of time as CMITimespan (3.4.4): HHHH:MM:SS.SS. */
export function timespan(milliseconds: number): string {
  const hundredths = Math.floor(milliseconds / HUNDREDTH);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(hundredths / 100);
  const hours = Math.min(9999, Math.floor(seconds / 3600));
  return `${String(hours).padStart(4, '0')}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}

/** How a learner stands with a lesson. */
export interface Standing {
  /** The step at which the learner is, from 0. */
  step: number;
  done: number;
  steps: number;
}

/** The text with which a page can go on elsewhere: cmi.suspend_data holds so many characters (3.4.4, CMIString4096). */
export const LONGEST_NOTE = 4096;

/**
 * A unit of a course, from its begin() to its end(). What was reached stays: neither score nor status gets less when a lesson is
 * begun again.
 */
export class Sco {
  private score = 0;
  private finished = false;
  private ended = false;
  private last = '';

  constructor(
    private readonly api: ScormApi,
    private readonly now: () => number,
  ) {}

  private began = 0;

  /** Takes the unit up. Throws a PlatformRefusal when the platform does not. */
  begin(): void {
    this.check(this.api.LMSInitialize(''));
    this.began = this.now();
    const status = this.api.LMSGetValue('cmi.core.lesson_status');
    this.finished = status === 'completed' || status === 'passed';
    this.score = Number(this.api.LMSGetValue('cmi.core.score.raw')) || 0;
    if (!this.finished) this.set('cmi.core.lesson_status', 'incomplete');
    this.set('cmi.core.score.min', '0');
    this.set('cmi.core.score.max', '100');
    this.check(this.api.LMSCommit(''));
  }

  /** Who learns, as the platform calls them. */
  get learner(): string {
    return this.api.LMSGetValue('cmi.core.student_id');
  }

  /** What was left by leave() in an earlier session. */
  get note(): string {
    return this.api.LMSGetValue('cmi.suspend_data');
  }

  /** Tells the platform where the learner is, when that is news. */
  report({ step, done, steps }: Standing): void {
    if (this.ended || steps === 0) return;
    this.score = Math.max(this.score, Math.floor((100 * done) / steps));
    this.finished ||= done === steps;
    const status = this.finished ? 'completed' : 'incomplete';
    const news = `${step} ${status} ${this.score}`;
    if (news === this.last) return;
    this.set('cmi.core.lesson_location', String(step));
    this.set('cmi.core.score.raw', String(this.score));
    this.set('cmi.core.lesson_status', status);
    this.check(this.api.LMSCommit(''));
    this.last = news;
  }

  /** Leaves a note for the next session. */
  leave(note: string): void {
    if (this.ended || note.length > LONGEST_NOTE) return;
    this.set('cmi.suspend_data', note);
    this.check(this.api.LMSCommit(''));
  }

  /** Ends the session; nothing is told after that. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.api.LMSSetValue('cmi.core.session_time', timespan(this.now() - this.began));
    this.api.LMSSetValue('cmi.core.exit', this.finished ? '' : 'suspend');
    this.api.LMSCommit('');
    this.api.LMSFinish('');
  }

  private set(element: string, value: string): void {
    this.check(this.api.LMSSetValue(element, value));
  }

  /** Platforms answer with a text, and some with a boolean. */
  private check(answer: unknown): void {
    if (String(answer) === 'true') return;
    const code = this.api.LMSGetLastError();
    throw new PlatformRefusal(`${this.api.LMSGetErrorString(code)} (${code})`);
  }
}

import { describe, expect, it } from 'vitest';
import { freshRecord, openSession } from '../../../../tests/e2e/lms/data_model.mjs';
import { findApi, PlatformRefusal, Sco, timespan } from './scorm';

type StoredRecord = Record<string, string>;

/** A learner's record at a platform, over several sessions. */
class Platform {
  record: StoredRecord = freshRecord('anna');
  readonly refusals: string[] = [];
  now = 0;

  open() {
    const keep = (record: StoredRecord): void => {
      this.record = record;
    };
    return openSession(this.record, keep, this.refusals);
  }

  begin(): Sco {
    const sco = new Sco(this.open(), () => this.now);
    sco.begin();
    return sco;
  }

  get status(): string | undefined {
    return this.record['cmi.core.lesson_status'];
  }

  get score(): string | undefined {
    return this.record['cmi.core.score.raw'];
  }
}

describe('a unit', () => {
  it('is incomplete from its beginning, and completed by the last step', () => {
    const platform = new Platform();
    const sco = platform.begin();
    expect(platform.status).toBe('incomplete');
    sco.report({ step: 1, done: 1, steps: 3 });
    expect([platform.status, platform.score]).toEqual(['incomplete', '33']);
    expect(platform.record['cmi.core.lesson_location']).toBe('1');
    sco.report({ step: 2, done: 3, steps: 3 });
    expect([platform.status, platform.score]).toEqual(['completed', '100']);
    platform.now = 3_723_450;
    sco.end();
    expect(platform.record['cmi.core.session_time']).toBe('0001:02:03.45');
    expect(platform.record['cmi.core.exit']).toBe('');
    expect(platform.refusals).toEqual([]);
  });

  it('keeps what was reached, when the lesson is begun again', () => {
    const platform = new Platform();
    const first = platform.begin();
    first.report({ step: 2, done: 2, steps: 3 });
    first.report({ step: 0, done: 0, steps: 3 });
    expect([platform.status, platform.score]).toEqual(['incomplete', '66']);
    first.report({ step: 2, done: 3, steps: 3 });
    first.end();
    const second = platform.begin();
    second.report({ step: 0, done: 0, steps: 3 });
    expect([platform.status, platform.score]).toEqual(['completed', '100']);
    expect(platform.refusals).toEqual([]);
  });

  it('leaves a note for the next session, when it fits', () => {
    const platform = new Platform();
    const sco = platform.begin();
    sco.leave('1.3.abc');
    sco.leave('x'.repeat(4097));
    sco.end();
    expect(platform.record['cmi.core.entry']).toBe('resume');
    expect(platform.begin().note).toBe('1.3.abc');
    expect(platform.refusals).toEqual([]);
  });

  it('tells nothing twice, and nothing after its end', () => {
    const platform = new Platform();
    const sco = platform.begin();
    sco.report({ step: 1, done: 1, steps: 3 });
    const before = platform.record;
    sco.report({ step: 1, done: 1, steps: 3 });
    expect(platform.record).toBe(before);
    sco.end();
    sco.end();
    sco.report({ step: 2, done: 2, steps: 3 });
    sco.leave('late');
    expect(platform.score).toBe('33');
    expect(platform.refusals).toEqual([]);
  });

  it('passes on what the platform says against it', () => {
    const api = new Platform().open();
    api.LMSInitialize('');
    expect(() => new Sco(api, () => 0).begin()).toThrow(new PlatformRefusal('General exception (101)'));
  });
});

it('writes spans of time as the standard does', () => {
  expect(timespan(0)).toBe('0000:00:00.00');
  expect(timespan(59_999)).toBe('0000:00:59.99');
  expect(timespan(100 * 3_600_000)).toBe('0100:00:00.00');
});

describe('the platform', () => {
  const api = new Platform().open();
  const alone = (): Record<string, unknown> => {
    const window: Record<string, unknown> = {};
    window.parent = window;
    return window;
  };

  it('is around the page, in a page around that one, or around the page that has opened it', () => {
    const top = { ...alone(), API: api };
    expect(findApi({ parent: { parent: top } })).toBe(api);
    const popup: Record<string, unknown> = { opener: { parent: top } };
    popup.parent = popup;
    expect(findApi(popup)).toBe(api);
  });

  it('is not there in a page of its own, nor behind one of another origin', () => {
    expect(findApi(alone())).toBeNull();
    const foreign = Object.defineProperty(alone(), 'API', {
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
    expect(findApi({ parent: foreign })).toBeNull();
  });
});

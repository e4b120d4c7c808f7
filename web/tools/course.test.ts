import { expect, test } from 'vitest';
import { COURSE, courseFiles, internets, translatedFolders } from './course';
import { lessonTexts, translatedLessons } from './lessons_plugin';

test('the internet is there for the page', () => {
  const files = internets().get('public');
  expect(files?.get('internet.json')?.toString()).toContain('api.example.com');
  expect(files?.has('sites/api-00.der')).toBe(true);
  expect([...courseFiles().keys()]).toContain('13-certificates-end/start/root/anchor.der');
  expect([...courseFiles().keys()].some((p) => !p.includes('/'))).toBe(false);
});

test('the course is in another language where it has it, and says where it does not', () => {
  const files = courseFiles(COURSE, 'de');
  const texts = lessonTexts(files, 'de');
  const english = lessonTexts(courseFiles());
  expect(texts.map(({ id }) => id)).toEqual(english.map(({ id }) => id));
  const translated = translatedFolders('de');
  expect(translated).toContain('01-meet-the-camera');
  texts.forEach((text, at) => {
    const own = english[at];
    expect(text.steps.map(({ id }) => id)).toEqual(own?.steps.map(({ id }) => id));
    expect(text.language, text.id).toBe(translated.has(text.folder) ? undefined : 'en');
    expect(text.title !== own?.title, text.id).toBe(translated.has(text.folder));
  });
  expect(translatedLessons('de')).toEqual(texts.filter(({ language }) => !language).map(({ id }) => id));
  expect(translatedLessons('en')).toEqual([]);
  // A learner's script has German comments, and nothing of another language's folder is left.
  const script = files.get('01-meet-the-camera/start/workstation/look.py')?.toString() ?? '';
  expect(script).toContain('# Sagt, welche Kamera das ist');
  expect([...files.keys()].filter((path) => path.includes('/de/'))).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { FileShelf } from './file_shelf';

const files = new Map([['10-a/lesson.md', new Uint8Array([1])]]);

describe('the shelf of files', () => {
  it('has the free bench, which is no lesson', () => {
    expect(new FileShelf(() => Promise.reject(new Error('asked'))).has('')).toBe(true);
  });

  it('fetches a lesson once, however early it is expected', async () => {
    const asked: string[] = [];
    const shelf = new FileShelf((lesson) => {
      asked.push(lesson);
      return Promise.resolve(files);
    });
    shelf.expect('a');
    shelf.expect('a');
    expect(shelf.has('a')).toBe(false);
    expect(await shelf.take('a')).toBe(files);
    expect(shelf.has('a')).toBe(true);
    shelf.expect('a');
    expect(asked).toEqual(['a']);
  });

  it('tries again what could not be fetched', async () => {
    let online = false;
    const shelf = new FileShelf(() =>
      online ? Promise.resolve(files) : Promise.reject(new Error('no network')),
    );
    shelf.expect('a');
    await expect(shelf.take('a')).rejects.toThrow('no network');
    expect(shelf.has('a')).toBe(false);
    online = true;
    expect(await shelf.take('a')).toBe(files);
  });
});

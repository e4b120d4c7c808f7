import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { guideFiles, guidePage } from './guides_plugin';

const LESSON = { id: 'names', title: 'Names', minutes: 10, teaches: [] };

it('links to lessons by their titles, and only to those that exist', () => {
  const page = guidePage('# Paths\n\n- [](lesson:names)\n', [LESSON]);
  expect(page).toContain('<li><a href="../?lesson=names">Names</a> (10 minutes)</li>');
  expect(page).toContain('<title>Paths · tlscam</title>');
  expect(() => guidePage('# Paths\n\n[](lesson:nothing)', [LESSON])).toThrow('"nothing"');
});

it('makes a page of each guide that runs nothing', () => {
  const files = guideFiles();
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['guides/own-computer.html', 'guides/teachers.html']),
  );
  for (const text of files.values()) expect(text).not.toMatch(/<script|style="|\son\w+=/);
});

it('shows commands for the own computer that do what it says', () => {
  const text = readFileSync(new URL('../../assets/guides/own-computer.md', import.meta.url), 'utf8');
  const [, commands = ''] = /## Try it[\s\S]*?```\n([\s\S]*?)```/.exec(text) ?? [];
  expect(commands.trim().split('\n')).toHaveLength(3);
  const folder = mkdtempSync(join(tmpdir(), 'tlscam-guide-'));
  try {
    const said = execFileSync('bash', ['-e', '-c', commands], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toMatch(/subject=CN ?= ?openmv/);
    expect(said).toContain('DNS:openmv');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('serve.mjs', import.meta.url));

describe('the server of ./run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tlscam-serve-'));
  let server: ChildProcess;
  let port = 0;

  beforeAll(async () => {
    writeFileSync(join(folder, 'index.html'), 'the page');
    server = spawn(process.execPath, [PROGRAM, folder, '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    port = await new Promise<number>((resolve) => {
      server.stdout?.on('data', (text: Buffer) => {
        const found = /127\.0\.0\.1:(\d+)/.exec(text.toString());
        if (found) resolve(Number(found[1]));
      });
    });
  });
  afterAll(() => {
    server.kill();
    rmSync(folder, { recursive: true });
  });

  /** `ask` sends the path as it is, which fetch() would tidy up first. */
  const ask = (path: string, host = `127.0.0.1:${port}`): Promise<[number | undefined, string]> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
        let body = '';
        response.on('data', (text: Buffer) => {
          body += text.toString();
        });
        response.on('end', () => resolve([response.statusCode, body]));
      })
        .on('error', reject)
        .end();
    });

  it('survives every path', async () => {
    const paths = [
      '/%00',
      `/${'a'.repeat(400)}`,
      '/index.html/x',
      '/../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/%',
    ];
    for (const path of paths) expect([path, (await ask(path))[0]]).toEqual([path, 404]);
    expect(await ask('/')).toEqual([200, 'the page']);
  });

  it('answers to the names of this computer only', async () => {
    expect((await ask('/', `localhost:${port}`))[0]).toBe(200);
    expect((await ask('/', 'tlscam.example'))[0]).toBe(421);
    expect((await ask('/', '127.0.0.1.example'))[0]).toBe(421);
  });
});

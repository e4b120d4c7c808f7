// This serves a built page on this computer only: node serve.mjs FOLDER [--open] [--port N] [--host NAME]
//
// It does only what any static host does: files by name, their types, conditional requests, compression, and the headers that the
// folder's file `_headers` asks for. With --host it answers to one more name, for tests.

import { execFile } from 'node:child_process';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const compressed = new Set(['.png', '.woff2']); // already compressed by their format
const compress = promisify(brotliCompress);
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** `cache` has the requested files, compressed, by name and tag. */
const cache = new Map();

function brotli(file, tag) {
  const key = `${file} ${tag}`;
  if (!cache.has(key))
    cache.set(
      key,
      readFile(file).then((content) => compress(content, quality)),
    );
  return cache.get(key);
}

const [folder = '.', ...options] = process.argv.slice(2);
const root = resolve(folder);
const asked = options.includes('--port') ? Number(options[options.indexOf('--port') + 1]) : 8000;
const otherHost = options.includes('--host') ? options[options.indexOf('--host') + 1] : undefined;
const lastPort = options.includes('--port') ? asked : 8099;

function fileFor(url) {
  let path = '/';
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
  if (file !== root && !file.startsWith(`${root}/`)) return null;
  try {
    const found = statSync(file);
    return found.isFile() ? { file, found } : null;
  } catch {
    return null; // also for names that no file can have
  }
}

// A page of elsewhere can give its own name this computer's address, and would be of one origin with the lessons.
const isOurs = (host) =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host) ||
  (otherHost !== undefined && host.replace(/:\d+$/, '') === otherHost);

/** The headers for all files. Their form is "/*", then "  Name: value" in each line. */
function headersOf(folder) {
  const file = join(folder, '_headers');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return Object.fromEntries(
    lines
      .filter((line) => line.startsWith('  '))
      .map((line) =>
        line
          .trim()
          .split(/: (.*)/)
          .slice(0, 2),
      ),
  );
}
const usual = headersOf(root);

const server = createServer((request, response) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  if (!isOurs(request.headers.host ?? '')) {
    response.writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end('This server answers to 127.0.0.1 and localhost only.\n');
    return;
  }
  const wanted = fileFor(request.url ?? '/');
  if (wanted === null) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('There is no such file.\n');
    return;
  }
  const tag = `"${wanted.found.size.toString(16)}-${Math.floor(wanted.found.mtimeMs).toString(16)}"`;
  const headers = { 'X-Content-Type-Options': 'nosniff', ...usual, ETag: tag, 'Cache-Control': 'no-cache' };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  const type = types[extname(wanted.file)] ?? 'application/octet-stream';
  const takesBrotli = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (takesBrotli && !compressed.has(extname(wanted.file))) {
    const encoding = { 'Content-Encoding': 'br', Vary: 'Accept-Encoding' };
    brotli(wanted.file, tag).then(
      (content) => {
        const size = { 'Content-Length': content.length };
        response.writeHead(200, { ...headers, ...encoding, ...size, 'Content-Type': type });
        response.end(request.method === 'HEAD' ? undefined : content);
      },
      () => response.destroy(),
    );
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': wanted.found.size });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(wanted.file)
      .on('error', () => response.destroy())
      .pipe(response);
});

function listen(port) {
  server.once('error', (error) => {
    if (error.code === 'EADDRINUSE' && port < lastPort) return listen(port + 1);
    console.error(`The page cannot be served on 127.0.0.1:${port}: ${error.message}`);
    process.exit(1);
  });
  server.listen(port, '127.0.0.1', () => {
    const link = `http://127.0.0.1:${server.address().port}/`;
    console.log(`The lessons: ${link}\nOnly this computer can reach them. Ctrl-C ends it.`);
    if (options.includes('--open')) execFile('xdg-open', [link], () => {});
  });
}
listen(asked);

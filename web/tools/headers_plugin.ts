import type { Plugin } from 'vite';
import { pageScript, policy } from './head_plugin';

/**
 * Headers that a host sends with each file. The policy stands in the page too, but only as a header does it hold in workers, and
 * only there it says who may show the page in a frame: nobody, because what is clicked could be somebody else's button. The builder of
 * a site may choose otherwise (publish/frames.mjs).
 */
export const headers = (): [name: string, value: string][] => [
  ['Content-Security-Policy', `${policy(pageScript())}; frame-ancestors 'none'`],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/** The headers in the two forms that static hosts read: `_headers` (Netlify, Cloudflare Pages and others; serve.mjs too), Apache's. */
export function headerFiles(): Record<'_headers' | '.htaccess', string> {
  const lines = headers().map(([name, value]) => `  ${name}: ${value}\n`);
  const set = headers().map(([name, value]) => `  Header set ${name} "${value}"\n`);
  return {
    _headers: `/*\n${lines.join('')}`,
    '.htaccess': `<IfModule mod_headers.c>\n${set.join('')}</IfModule>\n`,
  };
}

/** `headersPlugin` writes them into the site. */
export function headersPlugin(): Plugin {
  return {
    name: 'tlscam-headers',
    apply: 'build',
    generateBundle() {
      for (const [fileName, source] of Object.entries(headerFiles()))
        this.emitFile({ type: 'asset', fileName, source });
    },
  };
}

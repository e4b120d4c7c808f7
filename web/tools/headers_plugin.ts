import type { Plugin } from 'vite';
import { pageScript, policy } from './head_plugin';

/**
 * Headers that a host sends with each file. The policy stands in the page too, but only as a header does it hold in workers, and
 * only there it says who may show the page in a frame: nobody, because what is clicked could be somebody else's button.
 */
export const headers = (): [name: string, value: string][] => [
  ['Content-Security-Policy', `${policy(pageScript())}; frame-ancestors 'none'`],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/**
 * `headersPlugin` writes them in the two forms that static hosts read: `_headers` (Netlify, Cloudflare Pages and others; serve.mjs
 * too) and `.htaccess` (Apache).
 */
export function headersPlugin(): Plugin {
  return {
    name: 'tlscam-headers',
    apply: 'build',
    generateBundle() {
      const lines = headers().map(([name, value]) => `  ${name}: ${value}\n`);
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${lines.join('')}` });
      const set = headers().map(([name, value]) => `  Header set ${name} "${value}"\n`);
      const source = `<IfModule mod_headers.c>\n${set.join('')}</IfModule>\n`;
      this.emitFile({ type: 'asset', fileName: '.htaccess', source });
    },
  };
}

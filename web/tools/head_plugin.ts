import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { courseFiles } from './course';
import { lessonTexts } from './lessons_plugin';
import { languages, pageOf } from './words.mjs';

// The page is written with the first lesson in it (prerender_plugin.ts). A returning visitor sees their own
// theme, and nothing in place of another lesson until it is there. See src/store/first_sight.ts. A link to a lesson
// shows no other one before it, and a frame stays empty until src/framed.ts has looked at where it is. The page goes on to another
// language that the address asks for (?language=de), or that was chosen; a frame's is not the learner's.
const earlyScript = (firstLesson: string, pages: Record<string, string>): string =>
  `try{const{dataset,lang}=document.documentElement,{search:q,hash}=location,go=l=>{const p=${JSON.stringify(pages)}[l];if(p&&l!==lang)location.replace(p+q+hash)},asked=/[?&]language=(\\w+)/.exec(q);if(top!==self||/[?&](embed|scorm)=/.test(q))dataset.framed="";if(/[?&]lesson=/.test(q))dataset.lesson="";if(asked)go(asked[1]);const{theme,lesson,language}=JSON.parse(localStorage.getItem("tlscam")||"{}");if(!asked&&!("framed"in dataset))go(language);if(theme)dataset.theme=theme;if(typeof lesson=="string"&&lesson!==${JSON.stringify(firstLesson)})dataset.lesson=lesson}catch{}`;

// connect-src and worker-src are for the world's own files; 'wasm-unsafe-eval' lets WebAssembly be compiled
// and nothing else be evaluated; the hash is the early script's. Styles come only from files: those that
// CodeMirror and xterm generate go into constructed style sheets.
export const policy = (script: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    "style-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** The early script as it stands in the page. */
export const pageScript = (): string =>
  earlyScript(
    lessonTexts(courseFiles())[0]?.id ?? '',
    Object.fromEntries(languages().map((language) => [language, pageOf(language)])),
  );

/**
 * `headPlugin` adds to the built page what makes sense only there: the content security policy and preloading
 * of fonts.
 */
export function headPlugin(): Plugin {
  return {
    name: 'tlscam-head',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const script = pageScript();
        const fonts = Object.keys(bundle ?? {}).filter((name) => /^[^?]*normal-[^-]*\.woff2$/.test(name));
        return [
          {
            tag: 'meta',
            attrs: { 'http-equiv': 'Content-Security-Policy', content: policy(script) },
            injectTo: 'head-prepend',
          },
          // The builder of a site may allow frames: ./run site --frames (tools/publish/frames.mjs).
          { tag: 'meta', attrs: { name: 'frames', content: 'none' }, injectTo: 'head' },
          { tag: 'script', children: script, injectTo: 'head' },
          ...fonts.map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${name}` },
            injectTo: 'head' as const,
          })),
        ];
      },
    },
  };
}

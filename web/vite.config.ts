import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import { builtFilesPlugin } from './tools/built_files_plugin';
import { courseFilesPlugin } from './tools/course_files_plugin';
import { explanationsPlugin } from './tools/explanations_plugin';
import { fontsPlugin } from './tools/fonts_plugin';
import { guidesPlugin } from './tools/guides_plugin';
import { headPlugin } from './tools/head_plugin';
import { headersPlugin } from './tools/headers_plugin';
import { languagesPlugin } from './tools/languages_plugin';
import { lessonsPlugin } from './tools/lessons_plugin';
import { licencesPlugin } from './tools/licences_plugin';
import { offlinePlugin } from './tools/offline_plugin';
import { prerenderPlugin } from './tools/prerender_plugin';
import { themePlugin } from './tools/theme_plugin';
import { wordsPlugin } from './tools/words_plugin';

// Both builds of the views need these plugins: the page itself, and the one that prerenderPlugin() runs.
const views = (language: string): InlineConfig => ({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [wordsPlugin(language), svelte(), themePlugin(), lessonsPlugin(language), explanationsPlugin()],
  worker: { format: 'es', plugins: () => [wordsPlugin(language), lessonsPlugin(language)] },
});

/** The page in one language. */
const page = (language: string): InlineConfig => ({
  ...views(language),
  plugins: [
    ...(views(language).plugins ?? []),
    prerenderPlugin(language, views(language)),
    fontsPlugin(),
    headPlugin(),
  ],
  build: {
    outDir: '../build/site',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});

// The site: the page in English, what it has in every other language, and what all of them share.
export default defineConfig(({ command }) => {
  const others = new Set<string>();
  // `npm run dev` serves one language; a build has them all.
  const own = page((command === 'serve' && process.env.TLSCAM_LANGUAGE) || 'en');
  return {
    ...own,
    plugins: [
      ...(own.plugins ?? []),
      languagesPlugin(page, others),
      courseFilesPlugin(),
      guidesPlugin(),
      builtFilesPlugin(),
      licencesPlugin(),
      headersPlugin(),
      offlinePlugin(others),
    ],
    server: { fs: { allow: ['..'] } },
    test: {
      include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
      environment: 'node',
      setupFiles: ['tools/web_crypto.ts'],
      // Only a test that hangs takes so long; how fast others are is for the benchmarks.
      testTimeout: 120_000,
    },
  };
});

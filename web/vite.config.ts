import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { builtFilesPlugin } from './tools/built_files_plugin';
import { courseFilesPlugin } from './tools/course_files_plugin';
import { explanationsPlugin } from './tools/explanations_plugin';
import { fontsPlugin } from './tools/fonts_plugin';
import { headPlugin } from './tools/head_plugin';
import { headersPlugin } from './tools/headers_plugin';
import { lessonsPlugin } from './tools/lessons_plugin';
import { licencesPlugin } from './tools/licences_plugin';
import { offlinePlugin } from './tools/offline_plugin';
import { prerenderPlugin } from './tools/prerender_plugin';
import { themePlugin } from './tools/theme_plugin';
import { wordsPlugin } from './tools/words_plugin';

// Both builds of the views need these plugins: the page itself, and the one that prerenderPlugin() runs.
const views = () => [wordsPlugin(), svelte(), themePlugin(), lessonsPlugin(), explanationsPlugin()];

export default defineConfig(({ isSsrBuild }) => ({
  base: './',
  plugins: isSsrBuild
    ? views()
    : [
        ...views(),
        prerenderPlugin(),
        courseFilesPlugin(),
        builtFilesPlugin(),
        fontsPlugin(),
        headPlugin(),
        licencesPlugin(),
        headersPlugin(),
        offlinePlugin(),
      ],
  worker: { format: 'es', plugins: () => [wordsPlugin()] },
  server: { fs: { allow: ['..'] } },
  build: {
    outDir: '../build/site',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['tools/web_crypto.ts'],
    // Only a test that hangs takes so long; how fast others are is for the benchmarks.
    testTimeout: 120_000,
  },
}));

// This runs the conformance suite as WebAssembly under Node: run_wasm.mjs SUITE.js DRIVER.mjs CAMERA.wasm
// [arguments...]
// DRIVER is web/src/worker/camera/camera_host.ts, bundled.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [suite, driver, camera, ...words] = process.argv.slice(2);
const { CameraHost } = await import(pathToFileURL(driver).href);
const { default: createSuite } = await import(pathToFileURL(suite).href);

function run({ program, words: argv, environment, folder }) {
  const entries = environment.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  // The shell joins its two streams, so that their order is kept.
  const ended = spawnSync('/bin/sh', ['-c', 'exec "$0" "$@" 2>&1', program, ...argv.slice(1)], {
    env: Object.fromEntries(entries),
    cwd: folder === '' ? undefined : folder,
    timeout: 60_000,
    maxBuffer: 64 << 20,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return ended.error === undefined ? ended.stdout : null;
}

const module = {
  arguments: words,
  wasmBinary: readFileSync(suite.replace(/js$/, 'wasm')), // Emscripten 3.1.6 would fetch it; Node cannot
  host: { run },
};
module.preRun = [
  () => {
    const cameras = new CameraHost({ module: new WebAssembly.Module(readFileSync(camera)) }, { bytes: () => module.HEAPU8 });
    for (const name of ['machineStart', 'machineTurn', 'machineStop', 'machineDeath']) {
      module.host[name] = cameras[name].bind(cameras);
    }
  },
];
await createSuite(module);

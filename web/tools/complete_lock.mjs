// Run this after `npm install` has changed package-lock.json. It makes the lock file good for everybody: it
// removes registry hosts, and it lists the optional packages of every platform, including those that a mirror
// does not carry (without them `npm ci` rejects the file).
import { readFileSync, writeFileSync } from 'node:fs';

const OS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;
for (const entry of Object.values({ ...packages })) {
  delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (packages[`node_modules/${name}`]) continue;
    const words = name.split(/[/-]/);
    const os = words.filter((word) => OS.includes(word));
    const cpu = words.filter((word) => CPU.includes(word));
    if (!os.length) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length ? { cpu } : {}),
      dev: true,
      ...(words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {}),
      license: 'MIT',
      optional: true,
      os,
    };
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);

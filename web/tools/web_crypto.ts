// Node 18 of Debian 12 does not give the page's code the `crypto` that every browser has.
import { webcrypto } from 'node:crypto';

if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

// The page's code under Node: Debian 12's, Node 18, does not give it the `crypto` that every browser has.
import { webcrypto } from 'node:crypto';

if (!('crypto' in globalThis)) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { places } from './places';

export interface KeyType {
  name: string;
  file: string;
  /** `handshakes` is the total number in one round, which takes about a second. */
  handshakes: number;
}

export const keyTypes: KeyType[] = [
  { name: 'P-256', file: 'p256', handshakes: 100 },
  { name: 'P-384', file: 'p384', handshakes: 60 },
  { name: 'RSA-2048', file: 'rsa2048', handshakes: 60 },
];

/** `Identity` is a self-signed certificate for the name "openmv" and its key, as DER. */
export interface Identity {
  certificate: Uint8Array;
  key: Uint8Array;
}

export function identityOf({ file }: KeyType): Identity {
  const read = (what: string) => readFileSync(join(places.certificates, `${file}-${what}.der`));
  return { certificate: read('cert'), key: read('key') };
}

/**
 * This is the date in every world that is measured, within the validity of all certificates here, in
 * milliseconds since 1970.
 */
export const dateOfWorlds = Date.UTC(2026, 11, 1, 10);

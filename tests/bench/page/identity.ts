import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { places } from './places';

export interface KeyType {
  name: string;
  file: string;
  /** How many handshakes make one round, in all: about a second. */
  handshakes: number;
}

export const keyTypes: KeyType[] = [
  { name: 'P-256', file: 'p256', handshakes: 100 },
  { name: 'P-384', file: 'p384', handshakes: 60 },
  { name: 'RSA-2048', file: 'rsa2048', handshakes: 60 },
];

/** A self-signed certificate for the name "openmv" and its key, as DER. */
export interface Identity {
  certificate: Uint8Array;
  key: Uint8Array;
}

export function identityOf({ file }: KeyType): Identity {
  const read = (what: string) => readFileSync(join(places.certificates, `${file}-${what}.der`));
  return { certificate: read('cert'), key: read('key') };
}

/** Within the validity of all certificates here: the date in every world that is measured. Milliseconds since 1970. */
export const dateOfWorlds = Date.UTC(2026, 11, 1, 10);

/**
 * `ProgramRequest` is a command as the world requests it: the JSON of `WasmRunner`
 * (sim/workstation/wasm_runner.cc).
 */
export interface ProgramRequest {
  /** The command line; the first word is `openssl`. */
  words: string[];
  /** The learner's folder in the world's file system. */
  folder: string;
  /** The world's date, in microseconds since 1970. */
  date: number;
  /** `seed` has 16 hexadecimal digits from which the randomness is made; null means real randomness. */
  seed: string | null;
  /** `terminal` means that a person watches: both streams are shown as one. */
  terminal: boolean;
  /** Standard input is typed, line by line. */
  interactive: boolean;
}

/**
 * `ProgramEvents` is what a command reports to the world. Exactly one of `exit` and `failed` is called, and
 * it comes last.
 */
export interface ProgramEvents {
  output(stream: 1 | 2, bytes: Uint8Array): void;
  /** `echo` switches whether typed text is shown. */
  echo(on: boolean): void;
  exit(code: number): void;
  /** `failed` means that it could not be run at all; the text says why and what to do. */
  failed(text: string): void;
}

const lastDate = Date.UTC(2038, 0, 19, 3, 14, 7);

/** `refusal` returns a message for a command that this build of openssl cannot run, otherwise null. */
export function refusal(request: ProgramRequest): string | null {
  const command = request.words[1];
  if (request.date / 1000 > lastDate || request.date < 0) {
    const clock = new Date(request.date / 1000).toISOString().slice(0, 10);
    return `the date is ${clock}, and this openssl counts seconds in 32 bits, from 1970 to 2038-01-19 03:14:07. Set the world's clock back to use it`;
  }
  if (command === 'speed' || command === 's_time')
    return `${command} needs a stopwatch, which it has not here`;
  if (command !== 's_client' && command !== 's_server') return null;
  const option = request.words.find((word) =>
    /^--?(www|WWW|HTTP|rev|starttls|dtls.*|listen|quic|sctp)$/.test(word),
  );
  if (option === undefined) return null;
  return `${command} ${option} does not work here: only TLS over TCP, with what you type and what arrives, does`;
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileSystem, ModuleOptions, OpenSslFactory, OpenSslParts, ProgramNetwork } from './module';
import { OpenSslRunner } from './openssl_runner';
import type { ProgramRequest } from './request';

const built = fileURLToPath(new URL('../../../../build/openssl/', import.meta.url));

/** `isBuilt` tells whether web/openssl/build has been run. */
export const isBuilt = existsSync(`${built}openssl.wasm`);

export const home = '/home/learner';

let parts: Promise<OpenSslParts> | undefined;

async function loadParts(): Promise<OpenSslParts> {
  const script = (await import(pathToFileURL(`${built}openssl.mjs`).href)) as { default: OpenSslFactory };
  return {
    factory: script.default,
    program: await WebAssembly.compile(new Uint8Array(readFileSync(`${built}openssl.wasm`))),
    configuration: new Uint8Array(readFileSync(`${built}openssl.cnf`)),
  };
}

export function openSslParts(): Promise<OpenSslParts> {
  parts ??= loadParts();
  return parts;
}

/**
 * `worldFiles` is a file system like the world's: Emscripten's, in memory, of an instance that never runs.
 */
async function worldFiles(): Promise<FileSystem> {
  const { factory, program } = await openSslParts();
  const options: Partial<ModuleOptions> = {
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(program, imports);
      receive(instance);
      return instance.exports;
    },
    Date,
    crypto,
  };
  const { FS } = await factory(options as ModuleOptions);
  FS.mkdirTree(home);
  return FS;
}

const noNetwork: ProgramNetwork = {
  lookup: () => null,
  connect: () => 0,
  listen: () => 0,
  accept: () => 0,
  state: () => 0,
  failure: () => null,
  receive: () => new Uint8Array(),
  send: () => 0,
  finish: () => {},
  close: () => {},
  peer: () => ({ address: '', port: 0 }),
};

export interface Ended {
  out: string;
  error: string;
  /** null means that it could not be run, and `error` says why. */
  code: number | null;
}

/** `Command` is a command that may still be running. */
export class Command {
  out = '';
  error = '';
  bytes: number[] = [];
  echo: boolean[] = [];
  ended: Ended | null = null;

  constructor(
    private readonly world: TestWorld,
    readonly id: number,
  ) {}

  type(text: string): void {
    this.world.runner.type(this.id, new TextEncoder().encode(text));
  }

  /** `until` lets things happen until `enough` or the end. */
  async until(enough: () => boolean): Promise<void> {
    for (let i = 0; i < 20000 && !enough() && !this.ended; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      this.world.runner.poll();
    }
    if (!enough() && !this.ended) throw new Error(`it does not come; so far: ${this.out}${this.error}`);
  }

  async end(): Promise<Ended> {
    await this.until(() => this.ended !== null);
    if (this.ended === null) throw new Error('it does not end');
    return this.ended;
  }
}

/** `TestWorld` is the learner's folder, a clock and openssl. */
export class TestWorld {
  date = Date.UTC(2031, 4, 6, 7, 8, 9);
  time = 0;
  readonly runner: OpenSslRunner;
  private last = 0;

  private constructor(
    readonly files: FileSystem,
    network: ProgramNetwork,
  ) {
    this.runner = new OpenSslRunner(openSslParts, { files, network, now: () => this.time });
  }

  static async open(network: ProgramNetwork = noNetwork): Promise<TestWorld> {
    return new TestWorld(await worldFiles(), network);
  }

  start(line: string, options: Partial<ProgramRequest> & { input?: string | Uint8Array } = {}): Command {
    const { input = '', ...changes } = options;
    const command = new Command(this, ++this.last);
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
    const request: ProgramRequest = {
      words,
      folder: home,
      date: this.date * 1000,
      seed: '0123456789abcdef',
      terminal: false,
      interactive: false,
      ...changes,
    };
    const decoder = new TextDecoder();
    this.runner.start(command.id, request, {
      output: (stream, bytes) => {
        if (stream === 1) {
          command.out += decoder.decode(bytes);
          command.bytes.push(...bytes);
        } else command.error += decoder.decode(bytes);
      },
      echo: (on) => command.echo.push(on),
      exit: (code) => {
        command.ended = { out: command.out, error: command.error, code };
      },
      failed: (text) => {
        command.ended = { out: command.out, error: text, code: null };
      },
    });
    if (!request.interactive) {
      this.runner.type(command.id, typeof input === 'string' ? new TextEncoder().encode(input) : input);
      this.runner.endInput(command.id);
    }
    return command;
  }

  run(line: string, options: Partial<ProgramRequest> & { input?: string | Uint8Array } = {}): Promise<Ended> {
    return this.start(line, options).end();
  }

  /** `output` runs a command that must succeed, and returns its output. */
  async output(line: string): Promise<string> {
    const { out, error, code } = await this.run(line);
    if (code !== 0) throw new Error(`${line}: ${code}: ${error}`);
    return out;
  }

  read(name: string): Uint8Array {
    return this.files.readFile(`${home}/${name}`);
  }

  text(name: string): string {
    return new TextDecoder().decode(this.read(name));
  }

  write(name: string, content: string | Uint8Array): void {
    this.files.writeFile(
      `${home}/${name}`,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
  }

  names(): string[] {
    return this.files
      .readdir(home)
      .filter((name) => !name.startsWith('.'))
      .sort();
  }
}

/**
 * `native` runs this computer's own openssl in a folder with the world's files, copies back what it has made,
 * and returns its output.
 */
export function native(world: TestWorld, line: string): string {
  const folder = mkdtempSync(`${tmpdir()}/tlscam-openssl-`);
  try {
    for (const name of world.names()) writeFileSync(`${folder}/${name}`, world.read(name));
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
    const [program = '', ...rest] = words;
    const text = execFileSync(program, rest, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const name of execFileSync('ls', [folder], { encoding: 'utf8' }).split('\n').filter(Boolean)) {
      world.write(name, new Uint8Array(readFileSync(`${folder}/${name}`)));
    }
    return text;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { describe, expect, it, vi } from 'vitest';
import { OpenSslRunner } from './openssl_runner';
import type { ProgramEvents } from './request';
import { type Command, home, isBuilt, native, openSslParts, TestWorld } from './test_world';

vi.setConfig({ testTimeout: 60000 });

const san = 'subjectAltName=DNS:openmv,IP:192.168.1.50';
const p256 = 'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256';

/** `withoutLayout` removes from the text of a certificate what OpenSSL 3.0 and 3.5 write differently. */
function withoutLayout(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll(' = ', '=');
}

describe.skipIf(!isBuilt)('openssl (skipped when web/openssl/build has not been run)', () => {
  it('says its version', async () => {
    const world = await TestWorld.open();
    expect(await world.output('openssl version')).toMatch(/^OpenSSL 3\.\d+\.\d+ /);
  });

  it.each([
    ['P-256', `openssl ${p256} -out key.pem`],
    ['P-256, the older command', 'openssl ecparam -name prime256v1 -genkey -noout -out key.pem'],
    ['P-384', 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out key.pem'],
    ['RSA', 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem'],
    ['RSA, the older command', 'openssl genrsa -out key.pem 2048'],
  ])('makes keys that the native openssl takes: %s', async (_name, line) => {
    const world = await TestWorld.open();
    await world.output(line);
    expect(native(world, 'openssl pkey -in key.pem -check -noout')).toContain('Key is valid');
    expect(await world.output('openssl pkey -in key.pem -text -noout')).toBe(
      native(world, 'openssl pkey -in key.pem -text -noout'),
    );
  });

  it('makes a self-signed certificate at the date of the world', async () => {
    const world = await TestWorld.open();
    await world.output(`openssl ${p256} -out key.pem`);
    await world.output(
      `openssl req -x509 -key key.pem -subj /CN=openmv -days 30 -addext ${san} -out cert.pem`,
    );
    const dates = await world.output('openssl x509 -in cert.pem -noout -dates');
    expect(dates).toBe('notBefore=May  6 07:08:09 2031 GMT\nnotAfter=Jun  5 07:08:09 2031 GMT\n');
    expect(native(world, 'openssl verify -attime 1936000000 -CAfile cert.pem cert.pem')).toContain(
      'cert.pem: OK',
    );
    expect(native(world, 'openssl x509 -in cert.pem -noout -ext subjectAltName')).toContain(
      'DNS:openmv, IP Address:192.168.1.50',
    );
    expect(withoutLayout(await world.output('openssl x509 -in cert.pem -text -noout'))).toBe(
      withoutLayout(native(world, 'openssl x509 -in cert.pem -text -noout')),
    );
  });

  it('makes DER that is the native one', async () => {
    const world = await TestWorld.open();
    native(
      world,
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=x -out c.pem',
    );
    await world.output('openssl x509 -in c.pem -outform DER -out wasm.der');
    await world.output('openssl pkey -in k.pem -outform DER -out wasm-key.der');
    native(world, 'openssl x509 -in c.pem -outform DER -out native.der');
    native(world, 'openssl pkey -in k.pem -outform DER -out native-key.der');
    expect(world.read('wasm.der')).toEqual(world.read('native.der'));
    expect(world.read('wasm-key.der')).toEqual(world.read('native-key.der'));
    const piped = world.start('openssl x509 -in c.pem -outform DER');
    await piped.end();
    expect(Uint8Array.from(piped.bytes)).toEqual(world.read('native.der'));
  });

  it('runs an authority: request, signature with an extension file, verification in both directions', async () => {
    const world = await TestWorld.open();
    await world.output(`openssl ${p256} -out ca.key`);
    await world.output('openssl req -x509 -key ca.key -subj "/CN=Our CA" -days 3650 -out ca.pem');
    await world.output(`openssl ${p256} -out leaf.key`);
    await world.output('openssl req -new -key leaf.key -subj /CN=openmv -out leaf.csr');
    expect(native(world, 'openssl req -in leaf.csr -noout -subject').replace(/ /g, '')).toContain(
      'CN=openmv',
    );
    world.write('leaf.ext', `${san}\nbasicConstraints=CA:FALSE\n`);
    await world.output(
      'openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -extfile leaf.ext -out leaf.pem',
    );
    expect(world.names()).toContain('ca.srl');
    expect(await world.output('openssl verify -CAfile ca.pem leaf.pem')).toBe('leaf.pem: OK\n');
    expect(native(world, 'openssl verify -attime 1936000000 -CAfile ca.pem leaf.pem')).toBe('leaf.pem: OK\n');

    native(world, 'openssl req -new -newkey rsa:2048 -nodes -keyout n.key -subj /CN=native -out n.csr');
    await world.output('openssl x509 -req -in n.csr -CA ca.pem -CAkey ca.key -days 90 -out n.pem');
    expect(native(world, 'openssl verify -attime 1936000000 -CAfile ca.pem n.pem')).toBe('n.pem: OK\n');
  });

  it('sees that a certificate has expired', async () => {
    const world = await TestWorld.open();
    await world.output(
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=x -days 1 -out c.pem',
    );
    world.date += 2 * 86400 * 1000;
    const { code, error } = await world.run('openssl verify -CAfile c.pem c.pem');
    expect(code).toBe(2);
    expect(error).toContain('certificate has expired');
  });

  it('hashes, signs and checks', async () => {
    const world = await TestWorld.open();
    world.write('text', 'hello');
    expect(await world.output('openssl dgst -sha256 text')).toBe(native(world, 'openssl dgst -sha256 text'));
    await world.output(`openssl ${p256} -out key.pem`);
    await world.output('openssl pkey -in key.pem -pubout -out pub.pem');
    await world.output('openssl dgst -sha256 -sign key.pem -out text.sig text');
    expect(native(world, 'openssl dgst -sha256 -verify pub.pem -signature text.sig text')).toBe(
      'Verified OK\n',
    );
  });

  it('reads standard input', async () => {
    const world = await TestWorld.open();
    const { out, code } = await world.run('openssl base64 -d', { input: 'aGVsbG8=\n' });
    expect(code).toBe(0);
    expect(out).toBe('hello');
  });

  it('gives the native messages and exit codes', async () => {
    const world = await TestWorld.open();
    const missing = await world.run('openssl x509 -in missing.pem -noout');
    expect(missing.code).toBe(1);
    expect(missing.error).toContain('Could not open file or uri for loading certificate from missing.pem');
    expect(missing.error).toContain('No such file or directory');
    expect((await world.run('openssl nonsense')).code).toBe(1);
  });

  it('makes the same with the same seed, and something else with another or none', async () => {
    const world = await TestWorld.open();
    const line =
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k.pem -subj /CN=x -out c.pem';
    const made = async (seed: string | null) => {
      await world.run(line, { seed });
      return world.text('k.pem') + world.text('c.pem');
    };
    const first = await made('0000000000000001');
    expect(await made('0000000000000001')).toBe(first);
    expect(await made('0000000100000000')).not.toBe(first);
    const real = await made(null);
    expect(real).not.toBe(first);
    expect(await made(null)).not.toBe(real);
  });

  it('changes no file but its own', async () => {
    const world = await TestWorld.open();
    world.write('mine', 'content');
    world.files.mkdir(`${home}/keys`);
    const before = world.files.lstat(`${home}/mine`);
    await world.output(`openssl ${p256} -out keys/key.pem`);
    expect(world.names()).toEqual(['keys', 'mine']);
    expect(world.text('keys/key.pem')).toContain('PRIVATE KEY');
    expect(world.files.lstat(`${home}/mine`)).toEqual(before);
  });

  it('keeps what was there when a command fails', async () => {
    const world = await TestWorld.open();
    world.write('cert.pem', 'not a certificate');
    expect((await world.run('openssl x509 -in cert.pem -noout -text')).code).toBe(1);
    expect(world.text('cert.pem')).toBe('not a certificate');
  });

  it('refuses a date that 32 bits do not hold', async () => {
    const world = await TestWorld.open();
    world.date = Date.UTC(2039, 1, 1);
    const { code, error } = await world.run('openssl version');
    expect(code).toBeNull();
    expect(error).toContain('the date is 2039-02-01');
    expect(error).toContain('2038-01-19');
  });

  it('makes a message of a crash', async () => {
    const parts = await openSslParts();
    const world = await TestWorld.open();
    const runner = new OpenSslRunner(
      async () => ({
        ...parts,
        factory: async (options) => ({
          ...(await parts.factory(options)),
          callMain: () => {
            throw new WebAssembly.RuntimeError('unreachable');
          },
        }),
      }),
      { files: world.files, network: {} as never, now: () => 0 },
    );
    let error = '';
    const code = await new Promise<number>((resolve) => {
      const events: ProgramEvents = {
        output: (_stream, bytes) => {
          error += new TextDecoder().decode(bytes);
        },
        echo: () => {},
        exit: resolve,
        failed: () => resolve(-1),
      };
      runner.start(
        1,
        {
          words: ['openssl', 'version'],
          folder: home,
          date: 0,
          seed: null,
          terminal: false,
          interactive: false,
        },
        events,
      );
      runner.endInput(1);
    });
    expect(code).toBe(134);
    expect(error).toBe(
      'openssl: stopped in its middle: unreachable. What it has written may be incomplete.\n',
    );
  });

  it('can be loaded again after it could not be', async () => {
    const world = await TestWorld.open();
    let tries = 0;
    const seen: unknown[] = [];
    const runner = new OpenSslRunner(
      async (progress) => {
        progress({ done: 1, total: 2 });
        if (++tries === 1) throw new Error('the network is down');
        return openSslParts();
      },
      { files: world.files, network: {} as never, now: () => 0 },
      (progress) => seen.push(progress),
    );
    const run = (id: number) =>
      new Promise<string | number>((resolve) => {
        runner.start(
          id,
          {
            words: ['openssl', 'version'],
            folder: home,
            date: 0,
            seed: null,
            terminal: false,
            interactive: false,
          },
          { output: () => {}, echo: () => {}, exit: resolve, failed: resolve },
        );
        runner.endInput(id);
      });
    expect(tries).toBe(0);
    expect(await run(1)).toBe('openssl could not be loaded: the network is down. Try the command again');
    expect(await run(2)).toBe(0);
    expect(seen).toEqual([{ done: 1, total: 2 }, null, { done: 1, total: 2 }, null]);
  });
});

describe.skipIf(!isBuilt)('openssl on a terminal (skipped when web/openssl/build has not been run)', () => {
  const interactive = { interactive: true, terminal: true };

  async function answer(command: Command, prompt: string, line: string): Promise<void> {
    await command.until(() => command.out.endsWith(prompt));
    command.type(`${line}\n`);
  }

  it('asks for the parts of a name', async () => {
    const world = await TestWorld.open();
    await world.output(`openssl ${p256} -out key.pem`);
    const command = world.start('openssl req -new -key key.pem -out r.csr', interactive);
    await answer(command, 'Country Name (2 letter code) [AU]:', 'CH');
    await answer(command, 'State or Province Name (full name) [Some-State]:', '.');
    await answer(command, 'Locality Name (eg, city) []:', '');
    await answer(command, '[Internet Widgits Pty Ltd]:', 'Our school');
    await answer(command, 'Organizational Unit Name (eg, section) []:', '');
    await answer(command, 'Common Name (e.g. server FQDN or YOUR name) []:', 'openmv');
    await answer(command, 'Email Address []:', '');
    await answer(command, 'A challenge password []:', '');
    await answer(command, 'An optional company name []:', '');
    expect((await command.end()).code).toBe(0);
    expect(command.out.split('You are about to be asked').length).toBe(2);
    expect(await world.output('openssl req -in r.csr -noout -subject')).toBe(
      'subject=C=CH, O=Our school, CN=openmv\n',
    );
  });

  it('asks for a pass phrase without showing it, and the key is the one that it began with', async () => {
    const world = await TestWorld.open();
    const command = world.start(`openssl ${p256} -aes256 -out key.pem`, { ...interactive, seed: null });
    await answer(command, 'Enter PEM pass phrase:', 'secret');
    await answer(command, 'Verifying - Enter PEM pass phrase:', 'secret');
    expect((await command.end()).code).toBe(0);
    expect(command.echo[0]).toBe(false);
    expect(command.echo.at(-1)).toBe(true);
    expect(native(world, 'openssl pkey -in key.pem -passin pass:secret -check -noout')).toContain(
      'Key is valid',
    );
    const read = world.start('openssl pkey -in key.pem -noout -text', interactive);
    await answer(read, 'Enter pass phrase for key.pem:', 'wrong one');
    expect((await read.end()).code).toBe(1);
  });

  it('ends with the input', async () => {
    const world = await TestWorld.open();
    await world.output(`openssl ${p256} -out key.pem`);
    const command = world.start('openssl req -new -key key.pem', interactive);
    await command.until(() => command.out.endsWith('[AU]:'));
    world.runner.endInput(command.id);
    expect((await command.end()).code).not.toBe(0);
  });

  it('can be cancelled while it waits', async () => {
    const world = await TestWorld.open();
    await world.output(`openssl ${p256} -out key.pem`);
    const command = world.start('openssl req -new -key key.pem', interactive);
    await command.until(() => command.out.endsWith('[AU]:'));
    const shown = command.out;
    world.runner.cancel(command.id);
    command.type('CH\n');
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(command.out).toBe(shown);
    expect(command.ended).toBeNull();
  });
});

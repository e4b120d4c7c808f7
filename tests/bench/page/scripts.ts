import { addressOf } from './measured_world';

// The cameras run these scripts. They equal those in ../camera_load.cc, so that page and native build can be
// compared.

/** Clients begin this many seconds after a camera's start: everybody is prepared then. */
export const preparedAt = 30;

const prepare = `
import network, socket, ssl, sys, time
nic = network.LAN()
nic.active(True)
while not nic.isconnected():
    time.sleep_ms(10)
`;

function context(role: 'SERVER' | 'CLIENT', mutual: boolean): string {
  const shows = mutual || role === 'SERVER';
  const verifies = mutual || role === 'CLIENT';
  return [
    `context = ssl.SSLContext(ssl.PROTOCOL_TLS_${role})`,
    shows ? 'context.load_cert_chain("cert.der", "key.der")' : '',
    verifies ? 'context.load_verify_locations(cafile="cert.der")' : '',
    `context.verify_mode = ssl.CERT_${verifies ? 'REQUIRED' : 'NONE'}`,
    '',
  ].join('\n');
}

export const server = (mutual: boolean, handshakes: number): string => `${prepare}${context('SERVER', mutual)}
s = socket.socket()
s.bind(("0.0.0.0", 8443))
s.listen(2)
for i in range(${handshakes}):
    c = context.wrap_socket(s.accept()[0], server_side=True)
    c.close()
`;

/** The client reads up to the server's end, so that the handshakes come one after another. */
export const client = (
  mutual: boolean,
  handshakes: number,
  serverCamera: number,
): string => `${prepare}${context('CLIENT', mutual)}
time.sleep_ms(${preparedAt * 1000} - time.ticks_ms())
for i in range(${handshakes}):
    s = socket.socket()
    s.connect(("${addressOf(serverCamera)}", 8443))
    c = context.wrap_socket(s, server_hostname="openmv")
    c.read(1)
    c.close()
`;

/** Cameras wait in these, with their network up. */
export const idle: Record<string, string> = {
  'the prompt': '',
  'accept()': `${prepare}s = socket.socket()\ns.bind(('0.0.0.0', 8443))\ns.listen(1)\ns.accept()\n`,
  'sleep(1) in a loop': `${prepare}while True:\n    time.sleep(1)\n`,
  'asyncio server and ticker': `${prepare}import asyncio
async def main():
    await asyncio.start_server(None, '0.0.0.0', 8443)
    while True:
        await asyncio.sleep(1)
asyncio.run(main())
`,
};

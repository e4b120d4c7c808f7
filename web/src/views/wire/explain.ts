import type { LadderEntrySnapshot } from '../../protocol/types';

// One or two sentences about a message for who sees it for the first time. RFC 8446 (TLS 1.3), RFC 5246 (TLS 1.2),
// RFC 9147 and RFC 6347 (DTLS), RFC 9293 (TCP).
const WORDS: [RegExp, string][] = [
  [
    /^ClientHello/,
    'The client opens: which versions and cipher suites it can use, a random number, and the name it wants to talk to. Anybody on the wire can read it.',
  ],
  [
    /^HelloVerifyRequest/,
    'The server asks the client to repeat its hello with a cookie, to be sure that the address is real before it spends work on it.',
  ],
  [
    /^HelloRetryRequest/,
    'The server wants another key share: the client offered none of a kind that it accepts.',
  ],
  [
    /^ServerHello(?!Done)/,
    'The server answers: the version and the cipher suite that both are going to use, and its own random number.',
  ],
  [/^EncryptedExtensions/, 'More answers of the server, already encrypted.'],
  [/^CertificateRequest/, 'The server wants to know who the client is, too: mutual TLS.'],
  [
    /^CertificateVerify/,
    'A signature over the handshake so far: whoever sent the certificate also holds its key.',
  ],
  [/^CertificateStatus/, 'A fresh statement that the certificate has not been revoked.'],
  [
    /^Certificate/,
    'The certificate, and those that lead from it to a trust anchor. The other end now decides whether it believes it.',
  ],
  [/^ServerKeyExchange/, 'The server’s half of the key agreement, signed with the key of its certificate.'],
  [/^ServerHelloDone/, 'The server has said all of its part; it is the client’s turn.'],
  [
    /^ClientKeyExchange/,
    'The client’s half of the key agreement. From the two halves both ends compute the same secret.',
  ],
  [/^NewSessionTicket/, 'A ticket with which the client may come back later without a whole handshake.'],
  [/^ChangeCipherSpec/, 'From the next message on, what this end sends is encrypted.'],
  [
    /^Finished/,
    'A checksum over the whole handshake, encrypted: had anybody changed a byte, it would not fit.',
  ],
  [/^Alert.*close_notify/, 'This end has nothing more to send: an orderly goodbye.'],
  [/^Alert/, 'This end gives up and says why, as far as the protocol lets it.'],
  [/^SYN.?ACK|^SYN, ACK/i, 'The server accepts the TCP connection.'],
  [/^SYN/i, 'The client asks for a TCP connection.'],
  [/^RST/i, 'The connection is broken off.'],
  [/^FIN/i, 'This end of the TCP connection closes.'],
];

export function explain(entry: LadderEntrySnapshot): string {
  const found = WORDS.find(([pattern]) => pattern.test(entry.name));
  if (found) return found[1];
  if (entry.kind === 'application_data')
    return entry.encrypted
      ? 'What the scripts send each other. A listener sees only its length.'
      : 'What the scripts send each other, readable for everybody on the wire.';
  return '';
}

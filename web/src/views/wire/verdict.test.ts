import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import type { ConversationSnapshot } from '../../protocol/types';
import Verdict from './Verdict.svelte';

const end = { node: 'cam2', address: '192.168.1.51', port: 50000, name: 'cam2', role: 'client' as const };
const closed: ConversationSnapshot = {
  id: 1,
  revision: 1,
  protocol: 'tls',
  state: 'closed',
  verdict: 'closed_proved',
  trust: 'proved',
  client: end,
  server: { ...end, node: 'openmv', name: 'openmv', port: 8443, role: 'server' },
  started: 0,
  changed: 0,
  version: 'TLS 1.2',
  cipher_suite: 'ECDHE-ECDSA',
  server_name: 'openmv',
  failure: '',
  failure_from_client: false,
  client_says: '',
  server_says: '',
  diagnosis: '',
  why: [],
  next_steps: [{ kind: 'advice', text: 'Catch ValueError as well.', line: '', camera: '' }],
  also_possible: [],
  server_proved: true,
  client_proved: false,
  verified: [],
  entries: [],
};

it('keeps advice about what has not failed behind "What now?"', () => {
  const { body } = render(Verdict, { props: { conversation: closed } });
  const text = body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  expect(text).toContain('Closed (server was proved)');
  expect(text).toContain('ECDHE-ECDSA');
  expect(text).toContain('What now?');
  expect(text).not.toContain('ValueError');
});

it('offers nothing when there is nothing to do', () => {
  const { body } = render(Verdict, { props: { conversation: { ...closed, next_steps: [] } } });
  expect(body).not.toContain('What now?');
});

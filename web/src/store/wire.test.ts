import { describe, expect, it } from 'vitest';
import type { ConversationSnapshot, LadderEntrySnapshot } from '../protocol/types';
import { trustOf, verdictOf } from './wire';

const conversation = (change: Partial<ConversationSnapshot>): ConversationSnapshot => ({
  id: 0,
  revision: 1,
  protocol: 'tls',
  state: 'established',
  client: { node: 'cam2', address: '192.168.1.51', port: 65520 },
  server: { node: 'openmv', address: '192.168.1.50', port: 8443 },
  started: 0,
  changed: 0,
  version: 'TLS 1.2',
  cipher_suite: '',
  server_name: '',
  failure: '',
  failure_from_client: false,
  client_says: '',
  server_says: '',
  diagnosis: '',
  why: [],
  next_steps: [],
  also_possible: [],
  server_proved: false,
  client_proved: false,
  verified: [],
  entries: [],
  ...change,
});
const sealed = { kind: 'application_data', encrypted: true, lost: false } as LadderEntrySnapshot;

describe('how a conversation stands', () => {
  it('is proved only when the client has verified the server', () => {
    expect(verdictOf(conversation({})).trust).toBe('half');
    expect(verdictOf(conversation({ server_proved: true })).trust).toBe('proved');
    expect(verdictOf(conversation({ server_proved: true, state: 'closed' })).trust).toBe('proved');
    expect(trustOf(sealed, conversation({}))).toBe('half');
    expect(trustOf(sealed, conversation({ server_proved: true }))).toBe('proved');
  });

  it('has failed whatever was proved before, and says who refused', () => {
    const failed = conversation({ state: 'failed', failure: 'Alert 46', failure_from_client: true });
    expect(verdictOf(failed)).toEqual({ word: 'Refused by cam2', trust: 'failed' });
    expect(verdictOf(conversation({ state: 'reset', server_proved: true })).trust).toBe('failed');
  });

  it('is in the clear without TLS', () => {
    expect(verdictOf(conversation({ protocol: 'tcp' })).trust).toBe('exposed');
  });
});

import { describe, expect, it } from 'vitest';
import type { FieldView, MessageView } from '../protocol/types';
import {
  asEavesdropper,
  byteCount,
  fieldsOfBytes,
  firstOpen,
  keyOf,
  parentOf,
  pressKey,
  revealed,
  rowsOf,
  typedAhead,
} from './field_tree';

const field = (label: string, depth: number, offset: number, size: number): FieldView => ({
  label,
  value: '',
  depth,
  offset,
  size,
  rfc: '',
  about: '',
  layer: 'record',
  broken: false,
});

// A record of ten bytes with a message in it, and the frame that brought it.
const fields = [
  field('TLS record', 0, 0, 10),
  field('Content type', 1, 0, 1),
  field('Length', 1, 3, 2),
  field('ClientHello', 1, 5, 5),
  field('Message type', 2, 5, 1),
  field('Flags', 2, 6, 1),
  field('Top bit', 3, 6, 1),
  field('Random', 2, 7, 3),
];
const message: MessageView = {
  parts: [
    {
      kind: 'record',
      title: 'TLS record, in frame 4',
      decrypted: false,
      frames: [4],
      bytes: 'AAAAAAAAAAAAAA==',
      fields,
      owners: [
        { offset: 0, field: 1 },
        { offset: 1, field: 0 },
        { offset: 3, field: -1 },
      ],
    },
    {
      kind: 'frame',
      title: 'Frame 4',
      decrypted: false,
      frames: [4],
      bytes: 'AAAA',
      fields: [field('Ethernet', 0, 0, 3)],
      owners: [{ offset: 0, field: 0 }],
    },
  ],
  part: 0,
  field: 3,
  left_out: 0,
  eavesdropper: { parts: [0, 1], part: 0, field: 3 },
};
const labels = (open: Set<string>) => rowsOf(message, open).map(({ label }) => label);

describe('the tree of fields', () => {
  it('opens the way to the message, and the message', () => {
    expect(labels(firstOpen(message))).toEqual([
      'TLS record, in frame 4',
      'TLS record',
      'Content type',
      'Length',
      'ClientHello',
      'Message type',
      'Flags',
      'Random',
      'Frame 4',
    ]);
    expect(rowsOf(message, new Set())[0]?.value).toBe('10 bytes');
  });

  it('brings any field into view', () => {
    const open = new Set<string>();
    revealed({ part: 0, field: 6 }, message, open);
    expect(labels(open)).toContain('Top bit');
    expect(parentOf(fields, 6)).toBe(5);
    expect(parentOf(fields, 0)).toBe(-1);
  });

  it('knows the field of each byte', () => {
    const [record] = message.parts;
    expect(record && [...fieldsOfBytes(record, 5)]).toEqual([1, 0, 0, -1, -1]);
  });

  it('leaves out what only keys show', () => {
    const [record, frame] = message.parts;
    if (!record || !frame) throw new Error('the message has two parts');
    const opened: MessageView = {
      parts: [{ ...record, kind: 'decrypted', title: 'Decrypted', decrypted: true }, record, frame],
      part: 0,
      field: 0,
      left_out: 0,
      eavesdropper: { parts: [1, 2], part: 1, field: 3 },
    };
    const seen = asEavesdropper(opened);
    expect(seen.parts).toEqual([record, frame]);
    expect([seen.part, seen.field]).toEqual([0, 3]);
    expect(asEavesdropper(message)).toEqual(message);
  });

  it('counts bytes', () => {
    expect([byteCount(''), byteCount('AA=='), byteCount('AAA='), byteCount('AAAA')]).toEqual([0, 1, 2, 3]);
  });

  it('moves by keys as trees do', () => {
    const rows = rowsOf(message, firstOpen(message));
    const at = (label: string) => rows.findIndex((row) => row.label === label);
    const selected = (key: string, label: string) => {
      const step = pressKey(key, rows, at(label));
      return step && 'select' in step ? step.select.label : step;
    };
    expect(selected('ArrowDown', 'ClientHello')).toBe('Message type');
    expect(selected('ArrowUp', 'TLS record, in frame 4')).toBeNull();
    expect(selected('ArrowRight', 'ClientHello')).toBe('Message type');
    expect(selected('ArrowLeft', 'Random')).toBe('ClientHello');
    expect(pressKey('ArrowRight', rows, at('Frame 4'))).toEqual({ toggle: rows[at('Frame 4')] });
    expect(pressKey('ArrowLeft', rows, at('ClientHello'))).toEqual({ toggle: rows[at('ClientHello')] });
    expect(selected('End', 'ClientHello')).toBe('Frame 4');
    expect(selected('Home', 'Random')).toBe('TLS record, in frame 4');
  });

  it('finds a field by what is typed', () => {
    const rows = rowsOf(message, firstOpen(message));
    expect(typedAhead('r', rows, 0)?.label).toBe('Random');
    expect(typedAhead('TLS', rows, 4)?.label).toBe('TLS record, in frame 4');
    expect(typedAhead('x', rows, 0)).toBeUndefined();
    expect(keyOf({ part: 1, field: -1 })).toBe('1:-1');
  });
});

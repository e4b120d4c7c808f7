import type { FieldView, MessageView, PartView } from '../protocol/types';
import { t } from '../words/words';

// The tree of a message's fields as rows, and what keys do in it. A place in it is a part and a field of that part;
// field -1 is the part itself.

export interface Place {
  part: number;
  field: number;
}

export interface Row extends Place {
  key: string;
  level: number;
  label: string;
  value: string;
  broken: boolean;
  layer: FieldView['layer'] | '';
  opens: boolean;
  open: boolean;
}

export const keyOf = ({ part, field }: Place): string => `${part}:${field}`;
export const same = (one: Place | null, other: Place | null): boolean =>
  one !== null && other !== null && one.part === other.part && one.field === other.field;

/** What somebody sees of a message who has no keys. */
export function asEavesdropper(message: MessageView): MessageView {
  const { parts, part, field } = message.eavesdropper;
  const seen = parts.flatMap((at) => message.parts[at] ?? []);
  return { ...message, parts: seen, part: Math.max(0, parts.indexOf(part)), field };
}

export const bytesText = (size: number): string => t('part.bytes', { count: size });

/** Whether a field has others within it. */
export const opens = (fields: FieldView[], at: number): boolean =>
  (fields[at + 1]?.depth ?? -1) > (fields[at]?.depth ?? 0);

/** The field around a field; -1: the part itself. */
export function parentOf(fields: FieldView[], at: number): number {
  const depth = fields[at]?.depth ?? 0;
  for (let above = at - 1; above >= 0; above--) if ((fields[above]?.depth ?? 0) < depth) return above;
  return -1;
}

/** What is open at first: the way to the field that the message is, and that field. */
export function firstOpen(message: MessageView): Set<string> {
  const { part, field } = message;
  const open = new Set<string>();
  revealed({ part, field }, message, open);
  open.add(keyOf({ part, field }));
  return open;
}

/** Adds everything around a place to what is open. */
export function revealed({ part, field }: Place, message: MessageView, open: Set<string>): void {
  const fields = message.parts[part]?.fields ?? [];
  for (let at = field; at >= 0; ) {
    at = parentOf(fields, at);
    open.add(keyOf({ part, field: at }));
  }
}

/** The rows that are seen when just these places are open. */
export function rowsOf(message: MessageView, open: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  message.parts.forEach((view, part) => {
    const key = keyOf({ part, field: -1 });
    rows.push({
      part,
      field: -1,
      key,
      level: 1,
      label: view.title,
      value: bytesText(view.bytes.length === 0 ? 0 : byteCount(view.bytes)),
      broken: view.kind === 'unreadable',
      layer: '',
      opens: view.fields.length > 0,
      open: open.has(key),
    });
    if (!open.has(key)) return;
    let hiddenBelow = Number.POSITIVE_INFINITY;
    view.fields.forEach((field, at) => {
      if (field.depth > hiddenBelow) return;
      const place = keyOf({ part, field: at });
      const within = opens(view.fields, at);
      hiddenBelow = within && !open.has(place) ? field.depth : Number.POSITIVE_INFINITY;
      rows.push({
        part,
        field: at,
        key: place,
        level: field.depth + 2,
        label: field.label,
        value: field.value,
        broken: field.broken,
        layer: field.layer,
        opens: within,
        open: open.has(place),
      });
    });
  });
  return rows;
}

/** How many bytes base64 stands for. */
export function byteCount(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

/** The innermost field of each byte; -1: none. */
export function fieldsOfBytes({ owners }: PartView, size: number): Int32Array {
  const fields = new Int32Array(size).fill(-1);
  owners.forEach(({ offset, field }, at) => {
    fields.fill(field, offset, owners[at + 1]?.offset ?? size);
  });
  return fields;
}

export type KeyStep = { select: Row } | { toggle: Row } | { openAll: Row[] } | null;

/** What a key does in the tree (WAI-ARIA's pattern of a tree view). */
export function pressKey(key: string, rows: Row[], current: number): KeyStep {
  const row = rows[current];
  const to = (at: number): KeyStep => {
    const found = rows[at];
    return found ? { select: found } : null;
  };
  if (!row) return to(0);
  switch (key) {
    case 'ArrowDown':
      return to(current + 1);
    case 'ArrowUp':
      return to(current - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (!row.opens) return null;
      return row.open ? to(current + 1) : { toggle: row };
    case 'ArrowLeft': {
      if (row.opens && row.open) return { toggle: row };
      for (let at = current - 1; at >= 0; at--) if ((rows[at]?.level ?? 0) < row.level) return to(at);
      return null;
    }
    case 'Enter':
      return row.opens ? { toggle: row } : null;
    case '*':
      return { openAll: rows.filter(({ level, opens }) => opens && level === row.level) };
    default:
      return null;
  }
}

/** The next row whose label begins with what was typed, from the current one on and round. */
export function typedAhead(typed: string, rows: Row[], current: number): Row | undefined {
  const wanted = typed.toLowerCase();
  const from = typed.length === 1 ? current + 1 : current;
  return [...rows.slice(from), ...rows.slice(0, from)].find(({ label }) =>
    label.toLowerCase().startsWith(wanted),
  );
}

import type { Words } from './generated';

declare const __LANGUAGE__: string;

/** The id of a sentence in assets/words. */
export type WordId = keyof Words;
type Values<Id extends WordId> = { [Name in Words[Id]]: Name extends 'count' ? number : string | number };

/** Plain text, or a plural's texts by form. */
type Pattern = string | { other: string; [form: string]: string };

const plural = new Intl.PluralRules(__LANGUAGE__);

/** Chooses the form of a plural and puts values in place of placeholders. */
export function fill(pattern: Pattern, values: Record<string, string | number> = {}): string {
  const text =
    typeof pattern === 'string' ? pattern : (pattern[plural.select(Number(values.count))] ?? pattern.other);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/**
 * The sentence with this id: t('bench.remove', { camera }). The id is a literal; the build puts the text in its place
 * (tools/words_plugin.ts), so what this function gets is a pattern with placeholders.
 */
export function t<Id extends WordId>(
  id: Id,
  ...[values]: Words[Id] extends never ? [] : [values: Values<Id>]
): string {
  return fill(id as unknown as Pattern, values);
}

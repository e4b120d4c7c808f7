import { parse } from 'svelte/compiler';

// Finds words for people that are written into a view or a module instead of assets/words.

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

interface Said {
  text: string;
  start: number;
}

/** Attributes of HTML that people read or hear. */
const READ = new Set([
  'aria-label',
  'aria-valuetext',
  'aria-description',
  'title',
  'placeholder',
  'alt',
  'label',
]);
/** Names, units and commands, which are the same in every language. */
const NAMES = /\b(?:tlscam|pool\.ntp\.org|OpenMV|openssl|mpremote|ms|MHz|kB|min|Ctrl-S|DER|PEM)\b/g;

/** CSS, HTML and escapes of a terminal. */
const IS_CODE = /[<>[\]{}=#\x1b]|^\(|\w\(|--|\d+px/;

const hasLetters = (text: string): boolean => /\p{L}/u.test(text.replace(NAMES, ''));
/** looksSaid() knows what in code is a sentence, or a word that begins as one: not 'power', not '(min-width: 1100px)'. */
const looksSaid = (text: string): boolean =>
  !IS_CODE.test(text) &&
  (/\p{L}{2,}[,.:;!?’']? \p{L}/u.test(text.replace(NAMES, '')) || /^\p{Lu}\p{Ll}{2,}[.!?:]?$/u.test(text));

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function childrenOf(node: Node): Node[] {
  return Object.entries(node)
    .filter(([key]) => key !== 'parent' && key !== 'metadata')
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

/** The texts that stand as literals in an expression; those that are compared or given to a function are no words. */
function saidBy(node: Node): Said[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ text: node.value, start: node.start }] : [];
    case 'TemplateElement':
      return [{ text: (node.value as { cooked: string }).cooked, start: node.start }];
    case 'BinaryExpression':
      return node.operator === '+' ? childrenOf(node).flatMap(saidBy) : [];
    case 'CallExpression':
    case 'MemberExpression':
    case 'ArrowFunctionExpression':
      return [];
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].filter(isNode).flatMap(saidBy);
    default:
      return childrenOf(node).flatMap(saidBy);
  }
}

/** The literals of a template: its texts, what its expressions say, attributes that are read, properties of components. */
function inTemplate(node: Node, found: Said[]): void {
  if (node.type === 'Text') {
    if (hasLetters(String(node.data))) found.push({ text: String(node.data), start: node.start });
  } else if (node.type === 'ExpressionTag') {
    found.push(...saidBy(node.expression as Node).filter(({ text }) => hasLetters(text)));
  } else if (node.type === 'Attribute') {
    const name = String(node.name);
    const parts = (Array.isArray(node.value) ? node.value : [node.value]).filter(isNode);
    if (READ.has(name)) for (const part of parts) inTemplate(part, found);
    else if (node.ofComponent) {
      const own: Said[] = [];
      for (const part of parts) inTemplate(part, own);
      found.push(...own.filter(({ text }) => looksSaid(text)));
    }
  } else if (node.type === 'ConstTag') {
    inScript(node, found);
  } else if (node.type !== 'StyleDirective') {
    for (const child of childrenOf(node)) {
      if (child.type === 'Attribute') child.ofComponent = node.type === 'Component';
      inTemplate(child, found);
    }
  }
}

/** The literals of a script that look as if they were said to people. */
function inScript(node: Node, found: Said[]): void {
  if (/^(Import|Export(All|Named))Declaration$/.test(node.type) && isNode(node.source)) return;
  if (/^TS/.test(node.type) && /Type|Interface/.test(node.type)) return;
  // A text that is compared is a value, not a sentence.
  if (node.type === 'BinaryExpression' && node.operator !== '+') return;
  const [own] = node.type === 'Literal' || node.type === 'TemplateElement' ? saidBy(node) : [];
  if (own && looksSaid(own.text)) found.push(own);
  for (const child of childrenOf(node)) inScript(child, found);
}

/** "12: the words" for each literal in a component, or in a module of TypeScript. */
export function literals(source: string, file: string): string[] {
  const isComponent = file.endsWith('.svelte');
  const opening = '<script lang="ts">';
  const code = isComponent ? source : `${opening}${source}</script>`;
  const tree = parse(code, { modern: true }) as unknown as { fragment: Node; instance: Node; module: Node };
  const found: Said[] = [];
  inTemplate(tree.fragment, found);
  for (const script of [tree.instance, tree.module]) if (script) inScript(script.content as Node, found);
  return found.map(({ text, start }) => {
    const line = code.slice(0, start).split('\n').length;
    return `${line}: ${text.trim()}`;
  });
}

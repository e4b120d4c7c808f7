import type { ITheme, Terminal } from '@xterm/xterm';
import { arrived } from '../../store/lazy';

// This adapts xterm.js for a terminal's screen under a content security policy without inline styles.

/**
 * `documentForScreen` is a document for xterm.js whose <style> elements put their text into a constructed
 * style sheet instead.
 */
function documentForScreen(sheets: CSSStyleSheet[]): Document {
  const createElement = (name: string): HTMLElement => {
    if (name !== 'style') return document.createElement(name);
    const element = document.createElement('template');
    const sheet = new CSSStyleSheet();
    sheets.push(sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    Object.defineProperty(element, 'textContent', { set: (text: string) => sheet.replaceSync(text) });
    return element;
  };
  return new Proxy(document, {
    get(target, key) {
      if (key === 'createElement') return createElement;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function themeOfPage(): ITheme {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const [red, green, yellow, blue] = [value('failed'), value('proved'), value('half'), value('client')];
  return {
    background: value('panel'),
    foreground: value('ink'),
    cursor: value('ink'),
    cursorAccent: value('panel'),
    selectionBackground: `${value('client')}40`,
    black: value('ink'),
    red,
    green,
    yellow,
    blue,
    magenta: value('server'),
    cyan: value('client'),
    white: value('soft'),
    brightBlack: value('faint'),
    brightRed: red,
    brightGreen: green,
    brightYellow: yellow,
    brightBlue: blue,
    brightMagenta: value('server'),
    brightCyan: value('client'),
    brightWhite: value('ink'),
  };
}

export interface Screen {
  terminal: Terminal;
  /** `refresh` fits the size to the element and applies the theme; the letters are so many times as large as usual. */
  refresh(scale: number): void;
  dispose(): void;
}

/** `loadTerminals` loads the code of terminals once. */
export const loadTerminals = () =>
  Promise.all([
    import('@xterm/xterm'),
    import('@xterm/addon-fit'),
    import('./character_width'),
    import('@xterm/xterm/css/xterm.css'),
  ]);

const LETTERS = 13; // px

/** `makeScreen` makes a screen inside `element`. */
export async function makeScreen(element: HTMLElement, name: string, reader: boolean): Promise<Screen> {
  const [{ Terminal }, { FitAddon }, { unicodeProvider }] = await arrived(loadTerminals);
  await document.fonts.load('13px "JetBrains Mono Variable"').catch(() => undefined);
  const sheets: CSSStyleSheet[] = [];
  const terminal = new Terminal({
    fontFamily: '"JetBrains Mono Variable", ui-monospace, monospace',
    fontSize: LETTERS,
    lineHeight: 1.35,
    cursorBlink: false,
    cursorStyle: 'bar',
    scrollback: 5000,
    convertEol: true,
    screenReaderMode: reader,
    macOptionIsMeta: true,
    minimumContrastRatio: 4.5,
    allowProposedApi: true, // for `unicode`
    theme: themeOfPage(),
    documentOverride: documentForScreen(sheets),
  });
  terminal.unicode.register(unicodeProvider);
  terminal.unicode.activeVersion = unicodeProvider.version;
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(element);
  terminal.textarea?.setAttribute('aria-label', name);
  // Chromium lets Tab stop at scrolling elements, where no key would have an effect.
  element.querySelector('.xterm-viewport')?.setAttribute('tabindex', '-1');
  return {
    terminal,
    refresh(scale) {
      terminal.options.fontSize = LETTERS * scale;
      terminal.options.theme = themeOfPage();
      if (element.clientWidth > 40 && element.clientHeight > 20) fit.fit();
    },
    dispose() {
      // This must not happen at once: xterm.js 5.5 measures itself in a timer after open(), and fails if it
      // is gone by then.
      setTimeout(() => terminal.dispose());
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
    },
  };
}

declare module 'virtual:theme.css';
declare module 'virtual:languages' {
  /** `language` is that of this page (ISO 639). */
  export const language: string;
  /** `languages` are all in which the site has the page, English first; each with its own name and its page's address. */
  export const languages: { code: string; name: string; page: string }[];
}
declare module 'virtual:translated' {
  /** `translated` has the ids of the lessons that have a text in the page's language, if that is not English. */
  export const translated: string[];
}
declare module 'virtual:lessons' {
  type LessonText = import('../tools/lesson_text').LessonText;
  /** `lessons` lists all lessons in order. */
  export const lessons: import('../tools/lesson_text').LessonEntry[];
  /** `first` is the text of the first. */
  export const first: LessonText | null;
  /** `others` has a function for each other lesson that loads its text, by id. */
  export const others: Record<string, () => Promise<{ default: LessonText }>>;
}
declare module 'virtual:cards' {
  /** `cards` has those of the whole course, in order. */
  export const cards: import('../tools/lesson_text').CardEntry[];
}
declare module 'virtual:explanations' {
  export const explanations: import('../tools/explanations').Explanations;
}
declare module 'virtual:explanations' {
  export const explanations: import('../tools/explanations').Explanations;
}
declare module 'subset-font' {
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      targetFormat: 'woff2';
      noLayoutClosure?: boolean;
      variationAxes?: Record<string, { min: number; max: number }>;
    },
  ): Promise<Buffer>;
}

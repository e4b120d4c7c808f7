declare module 'virtual:theme.css';
declare module 'virtual:lessons' {
  type LessonText = import('../tools/lesson_text').LessonText;
  /** `lessons` lists all lessons in order. */
  export const lessons: import('../tools/lesson_text').LessonEntry[];
  /** `first` is the text of the first. */
  export const first: LessonText | null;
  /** `others` has a function for each other lesson that loads its text, by id. */
  export const others: Record<string, () => Promise<{ default: LessonText }>>;
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

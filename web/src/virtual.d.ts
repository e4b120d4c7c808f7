declare module 'virtual:theme.css';
declare module 'virtual:lessons' {
  type LessonText = import('../tools/lesson_text').LessonText;
  /** All lessons, in their order. */
  export const lessons: import('../tools/lesson_text').LessonEntry[];
  /** The text of the first. */
  export const first: LessonText | null;
  /** What loads the text of each of the others, by its id. */
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

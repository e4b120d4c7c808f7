declare module 'virtual:theme.css';
declare module 'virtual:lessons' {
  export const lessons: import('../tools/lesson_text').LessonText[];
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

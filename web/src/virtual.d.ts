declare module 'virtual:theme.css';
declare module 'virtual:lessons' {
  export const lessons: import('../tools/lesson_text').LessonText[];
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

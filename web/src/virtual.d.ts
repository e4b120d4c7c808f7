declare module 'virtual:theme.css';
declare module 'virtual:lessons' {
  export const lessons: import('../tools/lesson_text').LessonText[];
}

/** What a note or hint of a lesson is found by; the same however its lines are broken. */
export const saidKey = (markdown: string): string => markdown.trim().replace(/\s+/g, ' ');

/** A name for the next camera that none of these has: cam2, cam3, ... */
export function nextCameraName(taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 2; ; number++) if (!names.has(`cam${number}`)) return `cam${number}`;
}

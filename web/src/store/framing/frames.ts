// Who may show this page in a frame, because a click in it could be meant for what lies under the frame. Whoever builds the site
// chooses (./run site --frames), in a meta element of the page; hosts that send its headers say the same to the browser.

/** What may be chosen in place of sites. */
export const NONE = 'none';
/** Frames of a learning platform, which shows itself by its API (scorm.ts). */
export const SCORM = 'scorm';

function allows(site: string, origin: string, own: string): boolean {
  if (site === '*') return true;
  if (site === "'self'") return origin === own;
  const [scheme, host = ''] = site.split('://*.');
  return host ? origin.startsWith(`${scheme}://`) && origin.endsWith(`.${host}`) : origin === site;
}

/** Whether pages of all these origins may show a page of `own` in a frame. With no origin known, no. */
export function mayShow(choice: string, own: string, ancestors: readonly string[]): boolean {
  const sites = choice.split(' ').filter((site) => site !== NONE && site !== SCORM);
  return ancestors.length > 0 && ancestors.every((origin) => sites.some((site) => allows(site, origin, own)));
}

/** The origins of the pages around this one. Browsers that do not list them name the nearest one, unless that page forbids it. */
export function ancestorsOf({ location, document }: Window): string[] {
  const { ancestorOrigins } = location as { ancestorOrigins?: DOMStringList };
  if (ancestorOrigins) return [...ancestorOrigins];
  try {
    return [new URL(document.referrer).origin];
  } catch {
    return [];
  }
}

/** What the builder of this site has chosen. */
export const choiceOf = ({ document }: Window): string =>
  document.querySelector<HTMLMetaElement>('meta[name="frames"]')?.content ?? NONE;

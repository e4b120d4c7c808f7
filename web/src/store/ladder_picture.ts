import { t } from '../words/words';
import { download } from './computer';
import { notices } from './notices.svelte';

// The ladder as a picture of its own: the page's SVG with the styles written into it that the page gives it.

const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

function styled(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, at) => {
    const target = to[at];
    if (!target) return;
    const style = getComputedStyle(element);
    for (const name of STYLES) target.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'tabindex', 'role', 'aria-pressed', 'aria-hidden'])
      target.removeAttribute(name);
  });
  return copy;
}

/** The two drawings of a ladder, its heads and its messages, as one. */
export function ladderSvg(ladder: Element): { text: string; width: number; height: number } {
  const drawings = [...ladder.querySelectorAll<SVGSVGElement>(':scope > svg')];
  const width = Math.max(0, ...drawings.map((svg) => Number(svg.getAttribute('width'))));
  const heights = drawings.map((svg) => Number(svg.getAttribute('height')));
  const height = heights.reduce((sum, one) => sum + one, 16);
  const all = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  all.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  all.setAttribute('viewBox', `0 0 ${width} ${height}`);
  all.setAttribute('width', String(width));
  all.setAttribute('height', String(height));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', String(width));
  ground.setAttribute('height', String(height));
  ground.setAttribute('fill', getComputedStyle(document.body).getPropertyValue('--panel').trim() || '#fff');
  all.append(ground);
  let y = 8;
  drawings.forEach((svg, at) => {
    const copy = styled(svg);
    copy.setAttribute('y', String(y));
    all.append(copy);
    y += heights[at] ?? 0;
  });
  return { text: new XMLSerializer().serializeToString(all), width, height };
}

const drawn = (): Element | null => document.querySelector('#panel-wire .ladder');

export function saveLadderSvg(): void {
  const ladder = drawn();
  if (!ladder) return notices.problem(new Error(t('notice.no_ladder')));
  download('ladder.svg', new TextEncoder().encode(ladderSvg(ladder).text) as Uint8Array<ArrayBuffer>);
}

export async function saveLadderPng(): Promise<void> {
  const ladder = drawn();
  if (!ladder) return notices.problem(new Error(t('notice.no_ladder')));
  const { text, width, height } = ladderSvg(ladder);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = 2;
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) return notices.problem(new Error(t('notice.no_picture')));
  download('ladder.png', new Uint8Array(await blob.arrayBuffer()));
}

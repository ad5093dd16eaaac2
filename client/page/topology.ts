// The page with the picture of a cluster: shows what the extension sends, and says what was clicked. Works with mouse and
// keyboard, and asks nobody else for anything.
import type { PageMessage, ShownTopology } from '../src/topology/topologyMessages.ts';

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void };

const editor = acquireVsCodeApi();
const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return found;
};
const [summary, picture, problems] = ['summary', 'picture', 'problems'].map(byId) as [
  HTMLElement,
  HTMLElement,
  HTMLElement,
];
let shown: ShownTopology | undefined;

function show(next: ShownTopology): void {
  // What has the focus keeps it, so that an edit beside it does not throw the reader out.
  const focused = document.activeElement?.getAttribute('data-part');
  shown = next;
  summary.textContent = next.summary;
  picture.innerHTML = next.svg;
  problems.replaceChildren(...next.problems.map(problemItem));
  if (focused) picture.querySelector<SVGElement>(`[data-part="${CSS.escape(focused)}"]`)?.focus();
}

function problemItem({ severity, message }: ShownTopology['problems'][number], index: number): HTMLElement {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.className = `problem ${severity}`;
  button.textContent = message;
  button.addEventListener('click', () => editor.postMessage({ is: 'problem', index }));
  item.append(button);
  return item;
}

function openPart(event: Event): void {
  const part = event.target instanceof Element ? event.target.closest('[data-part]') : undefined;
  const name = part?.getAttribute('data-part');
  if (!name) return;
  event.preventDefault();
  editor.postMessage({ is: 'open', part: name });
}

/** Twice the size, so that it is sharp on any screen. */
async function png(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * image.naturalWidth;
  canvas.height = 2 * image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').replace(/^.*,/, '');
}

picture.addEventListener('click', openPart);
picture.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' || event.key === ' ') openPart(event);
});
byId('svg').addEventListener('click', () => editor.postMessage({ is: 'save', format: 'svg' }));
byId('mermaid').addEventListener('click', () => editor.postMessage({ is: 'save', format: 'mermaid' }));
byId('png').addEventListener('click', async () => {
  if (shown) editor.postMessage({ is: 'save', format: 'png', png: await png(shown.svgFile) });
});
window.addEventListener('message', ({ data }: MessageEvent<ShownTopology>) => show(data));
editor.postMessage({ is: 'ready' });

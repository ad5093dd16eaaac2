// The picture of the cluster that was looked at; its parts lead to their places.
import type { FileRange, TopologyAnswer } from '../core/index.ts';
import { byId } from './dom.ts';

export interface TopologyView {
  /** Nothing is shown where there is no cluster. */
  show(topology: TopologyAnswer | undefined): void;
}

/** @param open called where somebody goes to the place of a part. */
export function createTopologyView(open: (place: FileRange) => void): TopologyView {
  const picture = byId('picture', HTMLElement);
  let shown: TopologyAnswer | undefined;

  function openPart(event: Event): void {
    const part = event.target instanceof Element ? event.target.closest('[data-part]') : null;
    const place = shown?.parts.find((one) => one.part === part?.getAttribute('data-part'))?.place;
    if (!place) return;
    event.preventDefault();
    open(place);
  }

  picture.addEventListener('click', openPart);
  picture.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') openPart(event);
  });
  return {
    show(topology) {
      shown = topology;
      byId('topology', HTMLElement).hidden = topology === undefined;
      byId('topology-summary', HTMLElement).textContent = topology?.summary ?? '';
      picture.replaceChildren(...(topology ? [drawn(topology.svg)] : []));
    },
  };
}

/** Read as XML, which has no event handlers in it; what stands in a file is escaped there. */
const drawn = (svg: string): Node =>
  document.adoptNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement);

// What the page with the picture of the cluster and the extension say to each other.

/** To the page: the picture as it is now. */
export interface ShownTopology {
  readonly svg: string;
  readonly svgFile: string;
  /** Above the picture: the same in a sentence. */
  readonly summary: string;
  /** About no single node. */
  readonly problems: readonly { readonly severity: string; readonly message: string }[];
}

/** A file that the picture is saved as. */
export type TopologyFormat = 'svg' | 'png' | 'mermaid';

/** From the page. `png` is in base64. */
export type PageMessage =
  | { readonly is: 'ready' }
  | { readonly is: 'open'; readonly part: string }
  | { readonly is: 'problem'; readonly index: number }
  | { readonly is: 'save'; readonly format: TopologyFormat; readonly png?: string };

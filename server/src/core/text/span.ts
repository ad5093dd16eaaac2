/** A half-open range of UTF-16 offsets in one document: `start` is inside, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span that does not move when the text does: what may leave the core, and what is compared by value. */
export const spanOf = (start: number, end: number): Span => ({ start, end });

/** Whether `offset` lies in the span; the end counts, because a cursor may stand there. */
export const spanTouches = (span: Span, offset: number): boolean =>
  span.start <= offset && offset <= span.end;

/** Whether `outer` covers `inner`; equal spans are inside each other. */
export const isInside = (inner: Span, outer: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

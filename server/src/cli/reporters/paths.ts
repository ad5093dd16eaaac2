// How paths are shown.
import { relative } from 'node:path';
import { type FileRange, visible } from '../../core/index.ts';
import { filePath } from '../../node/diskFileSystem.ts';

/** Relative to the current folder, unless that would start with `..`. */
export function shownPath(uri: string, cwd: string): string {
  const path = filePath(uri);
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** The same for people, on one line whatever the name. */
export const printedPath = (uri: string, cwd: string): string => visible(shownPath(uri, cwd));

/** A place for people, counted from 1. */
export const printedPlace = ({ uri, start }: Pick<FileRange, 'uri' | 'start'>, cwd: string): string =>
  `${printedPath(uri, cwd)}:${start.line + 1}:${start.column + 1}`;

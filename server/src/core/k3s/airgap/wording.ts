// How files, sizes and damages are worded in the rows of an audit.
import { type Message, msg } from '../../text/message.ts';
import type { FolderFile } from './folder.ts';

/** In the unit that fits. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** What is wrong with a file, whatever it is for; `undefined` where its first bytes are fine. */
export function damageOf({ name, kind, detail = '' }: FolderFile): Message | undefined {
  switch (kind) {
    case 'empty':
      return msg('“{0}” is empty: the download or the copy failed.', name);
    case 'unreadable':
      if (detail === 'special-file')
        return msg('“{0}” is a device, a pipe or a socket, where a file is needed.', name);
      return msg('“{0}” cannot be read ({1}).', name, detail);
    case 'folder':
      return msg('“{0}” is a folder, where a file is needed.', name);
    case 'web-page':
      return msg('“{0}” is a web page, such as the error page of a proxy. Download it again.', name);
    default:
      return undefined;
  }
}

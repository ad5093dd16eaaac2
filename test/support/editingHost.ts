// A Host whose files are open in an editor: their texts change, and nothing else does.
import type { Host } from '../../server/src/core/index.ts';
import { createMemoryHost, uriOf } from './memoryHost.ts';

export interface EditingHost extends Host {
  text(path: string): string;
  type(path: string, text: string): void;
}

export function createEditingHost(files: Readonly<Record<string, string>>): EditingHost {
  const host = createMemoryHost(files);
  const texts = new Map(Object.entries(files));
  let version = 0;
  return {
    ...host,
    revision: () => 0,
    text: (path) => texts.get(path) ?? '',
    type(path, text) {
      texts.set(path, text);
      version++;
      host.write(path, text);
    },
    async readFile(uri) {
      const content = await host.readFile(uri);
      return content && 'text' in content && uri !== uriOf('') ? { ...content, version } : content;
    },
  };
}

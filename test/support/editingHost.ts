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
  const versions = new Map<string, number>();
  return {
    ...host,
    revision: () => 0,
    text: (path) => texts.get(path) ?? '',
    type(path, text) {
      texts.set(path, text);
      versions.set(uriOf(path), (versions.get(uriOf(path)) ?? 0) + 1);
      host.write(path, text);
    },
    async readFile(uri) {
      const content = await host.readFile(uri);
      const version = versions.get(uri) ?? 0;
      return content && 'text' in content && uri !== uriOf('') ? { ...content, version } : content;
    },
  };
}

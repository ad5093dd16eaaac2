// Cursors in inventories of several files, and places as tests read them: `hosts.yml:3 server`.
import type { FileRange, LineColumn } from '../../server/src/core/index.ts';
import { createSourceText, lineColumnAt, offsetAt } from '../../server/src/core/text/sourceText.ts';
import { createMemoryFileSystem, type MemoryFileSystem, ROOT, uriOf } from './memoryFileSystem.ts';
import { createTestService } from './service.ts';

export interface Scene {
  readonly files: Readonly<Record<string, string>>;
  readonly fileSystem: MemoryFileSystem;
  readonly service: ReturnType<typeof createTestService>;
  readonly uri: string;
  readonly position: LineColumn;
  /** `path:line text`, lines from 1, sorted as given. */
  show(places: readonly FileRange[]): readonly string[];
}

/** `$0` in one of the texts is the cursor. */
export function sceneOf(annotated: Readonly<Record<string, string>>): Scene {
  const [path = '', text = ''] =
    Object.entries(annotated).find(([, content]) => content.includes('$0')) ?? [];
  const offset = text.indexOf('$0');
  const files = { ...annotated, [path]: text.replace('$0', '') };
  const fileSystem = createMemoryFileSystem(files);
  const show = (place: FileRange): string => {
    const name = decodeURIComponent(place.uri.slice(ROOT.length + 1));
    const source = createSourceText(place.uri, files[name] ?? '');
    const written = source.text.slice(offsetAt(source, place.start), offsetAt(source, place.end));
    return `${name}:${place.start.line + 1} ${written}`.trimEnd();
  };
  return {
    files,
    fileSystem,
    service: createTestService(fileSystem),
    uri: uriOf(path),
    position: lineColumnAt(createSourceText('', files[path] ?? ''), Math.max(offset, 0)),
    show: (places) => places.map(show),
  };
}

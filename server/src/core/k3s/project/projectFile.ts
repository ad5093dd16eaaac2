// `.k3s-inventory.yml`, the configuration that a project has for editors and the command line alike: where it is found.
import { isParsed, type ReadDocument } from '../../ansible/files/documents.ts';
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { holds } from '../../ansible/files/listFolder.ts';
import { listOrNothing } from '../../ansible/files/reading.ts';
import { memoIn } from '../../ansible/files/snapshot.ts';
import { ancestorsOf, baseName, joinUri, parentUri } from '../../ansible/files/uri.ts';
import { msg } from '../../text/message.ts';
import { createSourceText, type SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import { type ReadProject, readProjectSettings } from './projectSettings.ts';

/** A configuration with its text, so that problems can be shown in it. */
export interface ProjectFile extends ReadProject {
  readonly uri: string;
  readonly source: SourceText;
}

const NAMES = ['.k3s-inventory.yml', '.k3s-inventory.yaml'];
/** A configuration farther up does not count. */
const MAX_LEVELS = 12;

/** Whether a file is named like the project's configuration, with either ending. */
export const isProjectFile = (uri: string): boolean => NAMES.includes(baseName(uri));

/**
 * The nearest one, in the folder or above it, up to the root of its repository. What lies in the home folder, or above
 * it, is no project's.
 */
export async function findProject(
  fileSystem: FileSystem,
  read: ReadDocument,
  folder: string,
): Promise<ProjectFile | undefined> {
  for (const here of ancestorsOf(folder, MAX_LEVELS)) {
    if (here === fileSystem.home && here !== folder) return undefined;
    const { name, isRoot } = await memoIn(fileSystem, `project in ${here}`, () => lookAt(fileSystem, here));
    if (name !== undefined) return readProject(read, joinUri(here, name));
    if (isRoot) return undefined;
  }
  return undefined;
}

async function lookAt(fileSystem: FileSystem, folder: string) {
  const entries = await listOrNothing(fileSystem, folder);
  return { name: NAMES.find((name) => holds(entries, name)), isRoot: holds(entries, '.git') };
}

/** One that cannot be read says nothing, and that is a problem. */
export async function readProject(read: ReadDocument, uri: string): Promise<ProjectFile | undefined> {
  const file = await read(uri);
  if (file === undefined) return undefined;
  if (isParsed(file)) return { uri, source: file.source, ...readProjectSettings(file.document) };
  const problem = { span: spanOf(0, 0), message: msg('The configuration cannot be read: {0}', file.detail) };
  return { uri, source: createSourceText(uri, ''), settings: {}, problems: [problem], named: [] };
}

/** A path of the configuration starts where it lies. */
export const fromProject = ({ uri }: ProjectFile, path: string): string =>
  path.startsWith('/') ? joinUri(ROOT.exec(uri)?.[0] ?? '', path) : joinUri(parentUri(uri), path);

const ROOT = /^[a-z][\w+.-]*:\/\/[^/]*/i;

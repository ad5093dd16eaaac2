// The disk, with the ansible-core that `--target-core` names. An unknown version is reported, and ignored.
import { CORE_VERSIONS, type FileSystem, formatMessage, isCoreName, msg } from '../core/index.ts';
import type { CommandContext } from './terminal.ts';

/** The version replaces what the project would be searched for; everything else is read from the disk. */
export const withTarget = (fileSystem: FileSystem, core: string | undefined): FileSystem =>
  core === undefined ? fileSystem : { ...fileSystem, ansibleCore: async () => core };

/** A warning only: the run goes on with the version that the project itself names. */
export function warnOfUnknownTarget(core: string | undefined, { stderr, bundle }: CommandContext): void {
  if (core === undefined || core === 'auto' || isCoreName(core)) return;
  const note = msg(
    'There is no target "{0}"; there are auto, {1}. What the project names counts.',
    core,
    CORE_VERSIONS.join(', '),
  );
  stderr.write(`${formatMessage(note, bundle)}\n`);
}

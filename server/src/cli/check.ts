import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createLanguageService, type Diagnosis, formatMessage, msg } from '../core/index.ts';
import { createDiskHost, fileUri } from '../node/diskHost.ts';
import { crypto, randomToken } from '../node/environment.ts';
import { type Command, UsageError } from './arguments.ts';
import { findInventories } from './findInventories.ts';
import { reportJson, shownPath } from './reporters/json.ts';
import { reportPretty } from './reporters/pretty.ts';
import type { CommandContext, ExitCode } from './terminal.ts';

export async function check(
  command: Extract<Command, { name: 'check' }>,
  context: CommandContext,
): Promise<ExitCode> {
  let failed = false;
  const service = createLanguageService(createDiskHost(), {
    bundle: context.bundle,
    randomToken,
    crypto,
    onRuleError: (ruleId, error) => {
      failed = true;
      context.stderr.write(
        `k3s-inventory: rule ${ruleId}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
    },
  });
  const found: Diagnosis[] = [];
  for (const uri of await urisToCheck(command.paths, context)) {
    const { diagnoses, recognition } = await service.check(uri, command.rules);
    found.push(...diagnoses);
    if (recognition.kind === 'sibling') {
      const note = msg(
        '{0}: an inventory of {1}, not checked.',
        shownPath(uri, context.cwd),
        recognition.project,
      );
      context.stderr.write(`${formatMessage(note, context.bundle)}\n`);
    }
  }
  const diagnoses = distinct(found);
  const report = command.format === 'json' ? reportJson : reportPretty;
  await report(diagnoses, context);
  if (failed) return 2;
  return diagnoses.some((d) => d.severity !== 'info') ? 1 : 0;
}

/** Files are taken as they are; folders are searched; without paths, the current folder. */
async function urisToCheck(
  paths: readonly string[],
  { cwd, stderr, bundle }: CommandContext,
): Promise<readonly string[]> {
  const uris: string[] = [];
  const warn = (folder: string, code: string): void => {
    stderr.write(
      `${formatMessage(msg('{0}: cannot be read ({1}); what is in it was not checked.', folder, code), bundle)}\n`,
    );
  };
  for (const path of paths.length > 0 ? paths : ['.']) {
    const full = resolve(cwd, path);
    const kind = await stat(full).catch(() => undefined);
    if (!kind) throw new UsageError(msg('{0}: no such file or folder.', path));
    uris.push(...(kind.isDirectory() ? await findInventories(full, warn) : [fileUri(full)]));
  }
  return [...new Set(uris)];
}

function distinct(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const byPlace = new Map(
    diagnoses.map((d) => [`${d.uri}\n${d.start.line}:${d.start.column}\n${d.ruleId}\n${d.message}`, d]),
  );
  return [...byPlace.values()];
}

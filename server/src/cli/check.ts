import { stat } from 'node:fs/promises';
import {
  type CheckResult,
  createLanguageService,
  createSnapshot,
  type Diagnosis,
  formatMessage,
  type InventoryRequest,
  type LanguageService,
  msg,
} from '../core/index.ts';
import { createDiskHost, filePath } from '../node/diskHost.ts';
import { randomToken } from '../node/environment.ts';
import type { CheckCommand } from './arguments.ts';
import { existingUri } from './inventoryRequest.ts';
import { reportJson, shownPath } from './reporters/json.ts';
import { reportPretty } from './reporters/pretty.ts';
import { reportRemarks } from './reporters/remarks.ts';
import type { CommandContext, ExitCode } from './terminal.ts';

/** A file as named by the user, or an inventory that was found. */
type Target = string | InventoryRequest;

export async function check(command: CheckCommand, context: CommandContext): Promise<ExitCode> {
  let failed = false;
  const service = createLanguageService(createSnapshot(createDiskHost()), {
    bundle: context.bundle,
    randomToken,
    onRuleError: (ruleId, error) => {
      failed = true;
      context.stderr.write(
        `k3s-inventory: rule ${ruleId}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
    },
  });
  const found: Diagnosis[] = [];
  for (const target of await targetsOf(command.paths, service, context)) {
    const result = await service.check(target, command.rules);
    found.push(...result.diagnoses);
    reportUnchecked(target, result, context);
  }
  const diagnoses = distinct(found);
  const report = command.format === 'json' ? reportJson : reportPretty;
  await report(diagnoses, context);
  if (failed) return 2;
  return diagnoses.some((d) => d.severity !== 'info') ? 1 : 0;
}

/** Files are taken as they are; folders are searched; without paths, the current folder. */
async function targetsOf(
  paths: readonly string[],
  service: LanguageService,
  context: CommandContext,
): Promise<readonly Target[]> {
  const uris = await Promise.all(
    (paths.length > 0 ? paths : ['.']).map((path) => existingUri(path, context.cwd)),
  );
  const targets = new Map<string, Target>();
  for (const uri of uris) {
    if (!(await stat(filePath(uri))).isDirectory()) targets.set(uri, uri);
    else
      for (const found of await service.findInventories([uri], { onUnreadable: warner(context) }))
        targets.set(found.sources.join('\n'), found);
  }
  return [...targets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, target]) => target);
}

const warner =
  ({ stderr, bundle, cwd }: CommandContext) =>
  (folder: string, code: string): void => {
    const warning = msg(
      '{0}: cannot be read ({1}); what is in it was not checked.',
      shownPath(folder, cwd),
      code,
    );
    stderr.write(`${formatMessage(warning, bundle)}\n`);
  };

/** What was not looked at, in inventories that are this program's business or that nobody can tell whose they are. */
function reportUnchecked(
  target: Target,
  { recognition, unknowns }: CheckResult,
  context: CommandContext,
): void {
  const sources = typeof target === 'string' ? [target] : target.sources;
  if (recognition.kind === 'sibling') {
    const [file = ''] = sources;
    const note = msg(
      '{0}: an inventory of {1}, not checked.',
      shownPath(file, context.cwd),
      recognition.project,
    );
    context.stderr.write(`${formatMessage(note, context.bundle)}\n`);
  } else if (recognition.kind === 'k3s-ansible' || unknowns.some(({ uri }) => sources.includes(uri)))
    reportRemarks(unknowns, context);
}

function distinct(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const byPlace = new Map(
    diagnoses.map((d) => [`${d.uri}\n${d.start.line}:${d.start.column}\n${d.ruleId}\n${d.message}`, d]),
  );
  return [...byPlace.values()];
}

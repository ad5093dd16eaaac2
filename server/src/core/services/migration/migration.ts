// An inventory of another project as one of k3s-ansible: its files as they would be, what the user has to see to, and
// what the rules say of it then. Nothing is written.
import type { InventoryRequest } from '../../ansible/discovery/inventorySources.ts';
import type { FileSystem } from '../../ansible/files/fileSystem.ts';
import { baseName, joinUri } from '../../ansible/files/uri.ts';
import { type Migration, type MigrationNote, planMigration } from '../../features/migration/migration.ts';
import { fileOf } from '../../k3s/context.ts';
import { createWorkspace } from '../../session/workspace.ts';
import { type Bundle, formatMessage } from '../../text/message.ts';
import { lineColumnAt } from '../../text/sourceText.ts';
import { createLanguageService } from '../service.ts';
import { heldFiles } from './heldFiles.ts';

/** The plan with its texts. `migrate --format json` leaves the texts out, because they hold secrets. */
export interface MigrationAnswer {
  readonly project: string;
  /** The URI of the folder that holds all files as they are now. */
  readonly folder: string;
  /** `path` is below a folder of one's choice; `before` is the text of `from`. */
  readonly files: readonly {
    readonly from: string;
    readonly path: string;
    readonly before: string;
    readonly text: string;
  }[];
  /** What `-i` gets, below that folder. */
  readonly sources: readonly string[];
  readonly notes: readonly {
    readonly kind: MigrationNote['kind'];
    readonly message: string;
    /** The variable it is about, where the message does not say so. */
    readonly name?: string;
    readonly uri?: string;
    /** Counted from 1. */
    readonly line?: number;
  }[];
  /** Findings in the new files, without hints. */
  readonly findings: readonly MigratedFinding[];
}

/** What `check` would say of a new file. */
export interface MigratedFinding {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
}

/** The language, and who hears of a rule that threw. */
export interface MigrationOptions {
  readonly bundle?: Bundle;
  readonly onRuleError?: (ruleId: string, error: unknown) => void;
}

/** `undefined` where the target is no inventory. */
export async function migrateInventory(
  fileSystem: FileSystem,
  target: string | InventoryRequest,
  { bundle = {}, onRuleError = () => undefined }: MigrationOptions = {},
): Promise<MigrationAnswer | { readonly refused: string } | undefined> {
  const [analysis] = await createWorkspace(fileSystem).analyze(target);
  if (!analysis || analysis.context.model.sources.length === 0) return undefined;
  const { context } = analysis;
  const plan = planMigration(context);
  if ('refused' in plan) return { refused: formatMessage(plan.refused, bundle) };
  const { project, folder, files, sources, notes } = plan;
  return {
    project,
    folder,
    files: files.map((file) => ({ ...file, before: fileOf(context, file.from)?.source.text ?? '' })),
    sources,
    notes: notes.map(({ kind, message, name, place }) => {
      const source = place && fileOf(context, place.uri)?.source;
      return {
        kind,
        message: formatMessage(message, bundle),
        ...(name !== undefined && { name }),
        ...(place && { uri: place.uri }),
        ...(place && source && { line: lineColumnAt(source, place.span.start).line + 1 }),
      };
    }),
    findings: await findingsOf(plan, { bundle, onRuleError }),
  };
}

const PLACE = 'file:///migrated';

/** Beside nothing: what lies around the inventory now belongs to the other project. */
async function findingsOf(
  { files, sources }: Migration,
  { bundle, onRuleError }: Required<MigrationOptions>,
): Promise<readonly MigratedFinding[]> {
  const texts = new Map(files.map(({ path, text }) => [joinUri(PLACE, path), text]));
  const paths = new Map(files.map(({ path }) => [joinUri(PLACE, path), path]));
  const service = createLanguageService(heldFiles(texts), { bundle, onRuleError, randomToken: () => '' });
  const request = { sources: sources.map((path) => joinUri(PLACE, path)), playbookFolders: [] };
  const { diagnoses } = await service.check(request, {});
  return diagnoses.flatMap(({ uri, start, severity, ruleId, message }) =>
    severity === 'info'
      ? []
      : [{ path: paths.get(uri) ?? baseName(uri), line: start.line + 1, severity, rule: ruleId, message }],
  );
}

// Builds the InventoryModel from parsed files, in Ansible's order. Pure; knows no file system.
import { append } from '../../text/append.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { resolveAlias, type YamlDocument } from '../../yaml/tree.ts';
import type { InventoryModel, Owner, Tier, UnknownSource } from '../model/model.ts';
import { defineOnce, variablesOf } from './definitions.ts';
import { InventoryDraft } from './draft.ts';
import { isTruthy } from './entries.ts';
import { finishModel, type RestOfModel, reconcile } from './finishModel.ts';
import { type InventorySourceInput, readSource } from './readSource.ts';
import { DEFAULT_SETTINGS, type InventorySettings } from './settings.ts';

/** One file in a `group_vars` or `host_vars` folder, or variables that a play gives to all hosts of a group. */
export interface VarsFileInput {
  readonly source: SourceText;
  readonly document: YamlDocument;
  readonly owner: Owner;
  readonly beside: 'inventory' | 'playbook' | 'play';
  /** Which of several inventory folders, of several playbook folders, or of the variables of a play; later ones win. */
  readonly folder?: number;
}

/** Everything the model depends on, and nothing else: equal inputs give equal models. */
export interface InventoryInput {
  /** The sources as given to `-i`; the files' own URIs when absent. A folder stands for its files. */
  readonly roots?: readonly string[];
  readonly sources: readonly InventorySourceInput[];
  /** In the order in which Ansible reads them: folder by folder, the files of one owner by name. */
  readonly varsFiles?: readonly VarsFileInput[];
  readonly unknowns?: readonly UnknownSource[];
  readonly settings?: InventorySettings;
}

/** For whom the model is built: what is compared with `ansible-inventory` uses `stop`, editors `read`. */
export interface BuildOptions {
  /**
   * How to treat the rest of a source that Ansible refuses: `read` it as far as possible, for people who are still
   * writing it, or `stop` where Ansible does.
   */
  readonly afterFatal?: 'read' | 'stop';
}

/**
 * The model of an inventory. Sources come before files of variables, because the folders' names mean groups and hosts
 * that the sources must have made; within each, the given order is Ansible's.
 */
export function buildInventoryModel(input: InventoryInput, options: BuildOptions = {}): InventoryModel {
  const draft = new InventoryDraft(options.afterFatal !== 'stop');
  return finishModel(draft, readInventory(input, draft));
}

/** Reads everything into the draft; gives what the model has besides. */
export function readInventory(input: InventoryInput, draft: InventoryDraft): RestOfModel {
  const settings = input.settings ?? DEFAULT_SETTINGS;
  append(draft.unknowns, input.unknowns ?? []);
  let isParsed = draft.lenient;
  for (const source of input.sources) isParsed = readSource(source, draft, settings) || isParsed;
  draft.beginSource();
  // Ansible tidies up only when it could read at least one source.
  if (isParsed) reconcile(draft);
  const isRefused = draft.refused;
  draft.beginSource();
  for (const file of input.varsFiles ?? []) readVarsFile(file, draft);
  return {
    isRefused: isRefused || settings.isRefused,
    mergesMappings: settings.mergesMappings,
    core: settings.core,
    dialect: settings.dialect,
    sources: input.roots ?? input.sources.map(({ source }) => source.uri),
    files: [...new Set([...input.sources, ...(input.varsFiles ?? [])].map(({ source }) => source.uri))],
  };
}

/** Adds a file of variables. A broken one is read as far as it goes, and noted as unknown as well. */
function readVarsFile(file: VarsFileInput, draft: InventoryDraft): void {
  const { source, document, owner } = file;
  const uri = source.uri;
  const broken = document.problems.find((problem) => problem.fatal);
  if (broken) draft.unknowns.push({ uri, reason: 'unparsable', span: broken.span, owner });
  const root = resolveAlias(document.root);
  if (root?.kind === 'mapping') {
    const tier = tierOf(file);
    const folder = file.folder ?? 0;
    for (const variable of variablesOf(uri, root)) draft.define(defineOnce(variable, owner, tier, folder));
  } else if (root && isTruthy(root)) {
    draft.refuse('root-not-mapping', { uri, span: root.span }, owner.name);
    draft.unknowns.push({ uri, reason: 'unparsable', span: root.span, owner });
    draft.beginSource();
  }
}

/**
 * The rank of a file of variables in Ansible's order of precedence, from whose it is and beside what it lies. Only
 * `all` has a rank of its own among groups.
 */
export function tierOf({ owner, beside }: Pick<VarsFileInput, 'owner' | 'beside'>): Tier {
  if (beside === 'play') return 'play';
  if (owner.kind === 'host') return `${beside}-host_vars`;
  return owner.name === 'all' ? `${beside}-group_vars-all` : `${beside}-group_vars`;
}

export type { InventorySourceInput };

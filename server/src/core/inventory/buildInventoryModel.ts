// Parsed files → the InventoryModel. Pure; knows no file system, only what it is given, in Ansible's order.
import type { SourceText } from '../text/sourceText.ts';
import { resolveAlias, type YamlDocument } from '../yaml/tree.ts';
import { InventoryDraft } from './draft.ts';
import { finishModel } from './finishModel.ts';
import type { InventoryModel, Owner, Tier, UnknownSource, VariableDefinition } from './model.ts';
import { readYamlSource, variablesOf } from './yamlSource.ts';

/** One file that Ansible reads as an inventory source. */
export interface InventorySourceInput {
  readonly source: SourceText;
  /** The file as YAML: present for `.yml`, `.yaml`, `.json` and names without extension, which Ansible tries first. */
  readonly document?: YamlDocument;
}

/** One file in a `group_vars` or `host_vars` folder. */
export interface VarsFileInput {
  readonly source: SourceText;
  readonly document: YamlDocument;
  readonly owner: Owner;
  readonly beside: 'inventory' | 'playbook';
  /** Which of several inventory folders, or of several playbook folders; later ones win. */
  readonly folder?: number;
}

export interface InventoryInput {
  /** The sources as given to `-i`; the files' own URIs when absent. A folder stands for its files. */
  readonly roots?: readonly string[];
  readonly sources: readonly InventorySourceInput[];
  /** In the order in which Ansible reads them: folder by folder, the files of one owner by name. */
  readonly varsFiles?: readonly VarsFileInput[];
  readonly unknowns?: readonly UnknownSource[];
}

export interface BuildOptions {
  /**
   * What to do with the rest of a source that Ansible refuses: `read` it as far as possible, as people need it who
   * are still writing it, or `stop` where Ansible does.
   */
  readonly afterFatal?: 'read' | 'stop';
}

export function buildInventoryModel(input: InventoryInput, options: BuildOptions = {}): InventoryModel {
  const draft = new InventoryDraft(options.afterFatal !== 'stop');
  draft.unknowns.push(...(input.unknowns ?? []));
  for (const { source, document } of input.sources) {
    draft.beginSource();
    if (document) readYamlSource(source.uri, document, draft);
  }
  draft.beginSource();
  for (const file of input.varsFiles ?? []) readVarsFile(file, draft);
  return finishModel(draft, {
    sources: input.roots ?? input.sources.map(({ source }) => source.uri),
    files: [...new Set([...input.sources, ...(input.varsFiles ?? [])].map(({ source }) => source.uri))],
  });
}

function readVarsFile(file: VarsFileInput, draft: InventoryDraft): void {
  const { source, document, owner } = file;
  const uri = source.uri;
  const broken = document.problems.find((problem) => problem.fatal);
  if (broken) draft.unknowns.push({ uri, reason: 'unparsable', span: broken.span, owner });
  const root = resolveAlias(document.root);
  if (root?.kind === 'mapping') {
    const tier = tierOf(file);
    const folder = file.folder ?? 0;
    for (const variable of variablesOf(uri, root)) {
      const definition: VariableDefinition = { ...variable, owner, tier, folder };
      draft.definitions.push(definition);
    }
  } else if (root && !(root.kind === 'scalar' && root.type === 'null')) {
    draft.refuse('root-not-mapping', { uri, span: root.span }, owner.name);
  }
}

function tierOf({ owner, beside }: VarsFileInput): Tier {
  if (owner.kind === 'host') return `${beside}-host_vars`;
  return owner.name === 'all' ? `${beside}-group_vars-all` : `${beside}-group_vars`;
}

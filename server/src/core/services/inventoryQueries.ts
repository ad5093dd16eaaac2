// Questions about whole inventories, as the command line asks them: what Ansible makes of them, and why. Takes
// and returns texts, lines and columns; knows no arguments and no terminal.

import { type AnsibleConfig, findAnsibleConfig } from '../ansible/config/ansibleConfig.ts';
import { isUnderstood } from '../ansible/config/inventorySettings.ts';
import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import { declaredSources } from '../ansible/discovery/sourcesFor.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import type { InventoryModel, UnknownSource } from '../ansible/model/model.ts';
import { refusedFiles } from '../ansible/model/refusal.ts';
import { toAnsibleGraph } from '../ansible/print/graph.ts';
import { toAnsibleHost, toAnsibleList } from '../ansible/print/list.ts';
import { showingSecrets } from '../ansible/print/secrets.ts';
import { buildInventoryModel } from '../ansible/sources/buildInventoryModel.ts';
import { type ExplainedDefinition, explainVariable, type ShownValue } from '../features/hover/explain.ts';
import { renderTemplate } from '../features/hover/render.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { createWorkspace } from '../session/workspace.ts';
import { type Bundle, formatMessage, type Message, msg } from '../text/message.ts';
import { type DifferenceAnswer, differenceAnswer } from './differenceAnswer.ts';
import { isCutShort, type Notice, noticeOn, refusalsIn, unknownsIn, unreadIn } from './notices.ts';
import { type PreviewAnswer, type PreviewWish, previewAnswer } from './previewAnswer.ts';
import { type FileRange, toRange } from './ranges.ts';

/** The output of a command of `ansible-inventory`, and what was not read for it. */
export interface Answer {
  /** As `ansible-inventory` prints it, without the last line break; absent where it ends with an error. */
  readonly text?: string;
  readonly notices: readonly Notice[];
}

/** Why a variable has its value on a host, in lines and columns. */
export interface Explanation {
  /** Highest rank first: the first one counts. Lines and columns are those of the name. */
  readonly definitions: readonly (FileRange & Omit<ExplainedDefinition, 'span'>)[];
  readonly merged?: ShownValue;
  /** Sources that may define it for this host, too, and cannot be read. */
  readonly unknowns: readonly (Notice & Pick<UnknownSource, 'reason'>)[];
  /** What Ansible refuses to read. */
  readonly refusals: readonly Notice[];
}

/** What an answer may show. */
export interface ShowOptions {
  /** Secrets that are not encrypted are shown. */
  readonly showSecrets?: boolean;
}

/** A template, and the host on which it is evaluated. */
export interface RenderQuestion extends ShowOptions {
  readonly host: string;
  readonly template: string;
  /** The path of `playbook_dir`, where it is known. */
  readonly playbookFolder?: string;
}

/** The value as JSON, and as a template would insert it into a text; or why it is not known. */
export type RenderedTemplate =
  | { readonly known: true; readonly json: string; readonly text: string }
  | { readonly known: false; readonly reason: string; readonly isSecret?: true };

/** The former state of the inventory, or another inventory. */
export interface FormerState {
  readonly fileSystem: FileSystem;
  readonly request: InventoryRequest;
}

/** A state has no nodes of K3s; some may be in what could not be read. */
export interface NothingToCompare {
  /** Ansible would not read a file of one of the states. */
  readonly isRefused?: boolean;
  readonly hidden: readonly Notice[];
}

/** Answers like Ansible's: playbook folders that are not given are not looked for. */
export interface InventoryQueries {
  /** `ansible-inventory --list` */
  list(request: InventoryRequest): Promise<Answer>;
  /** `ansible-inventory --host`; `undefined` where there is no such host. */
  listHost(request: InventoryRequest, host: string): Promise<Answer | undefined>;
  /** `ansible-inventory --graph` */
  graph(request: InventoryRequest): Promise<Answer>;
  /** The sources where none is given: the inventory of the nearest ansible.cfg, from the folder upwards. */
  declaredSources(folder: string): Promise<readonly string[]>;
  /** Settings of that ansible.cfg that Ansible follows, and we do not. */
  unheededSettings(folder: string): Promise<readonly Notice[]>;
  /** `undefined` where there is no such host. Without playbook folders, looks for them as `check` does. */
  explain(
    request: InventoryRequest,
    host: string,
    variable: string,
    options?: ShowOptions,
  ): Promise<Explanation | undefined>;
  /** The value of a template on a host; `undefined` where there is no such host. */
  render(request: InventoryRequest, question: RenderQuestion): Promise<RenderedTemplate | undefined>;
  /** What the play writes on the nodes, or on one of them; `undefined` where there is no inventory to read. */
  preview(request: InventoryRequest, wish?: PreviewWish): Promise<PreviewAnswer | undefined>;
  /** What will be another one on the nodes than in a former state. */
  compare(request: InventoryRequest, former: FormerState): Promise<DifferenceAnswer | NothingToCompare>;
}

const shown = (context: InventoryContext | undefined, { showSecrets = false }: ShowOptions) =>
  context && showSecrets ? showingSecrets(context) : context;

/**
 * `list`, `listHost` and `graph` stop where Ansible does; the other queries read on behind what it refuses, as rules
 * do.
 */
export function createInventoryQueries(fileSystem: FileSystem, bundle: Bundle = {}): InventoryQueries {
  const workspace = createWorkspace(fileSystem);

  /** The inventory exactly as far as Ansible reads it. */
  async function modelOf(request: InventoryRequest): Promise<InventoryModel> {
    return buildInventoryModel((await workspace.load(request)).input, { afterFatal: 'stop' });
  }

  async function contextOf(request: InventoryRequest): Promise<InventoryContext | undefined> {
    return (await workspace.analyze(request))[0]?.context;
  }

  async function answer(request: InventoryRequest, text: string | undefined): Promise<Answer> {
    const context = await contextOf({ playbookFolders: [], ...request });
    const notices = context ? [...unknownsIn(context, bundle), ...refusalsIn(context, bundle)] : [];
    return { notices, ...(text !== undefined && { text }) };
  }

  return {
    async list(request) {
      const model = await modelOf(request);
      return answer(request, isCutShort(model) ? undefined : toAnsibleList(model));
    },
    async listHost(request, name) {
      const model = await modelOf(request);
      return model.hosts.has(name) ? answer(request, toAnsibleHost(model, name)) : undefined;
    },
    async graph(request) {
      const model = await modelOf(request);
      return answer(request, isCutShort(model) || model.isRefused ? undefined : toAnsibleGraph(model));
    },
    declaredSources: (folder) => declaredSources(fileSystem, folder),
    async unheededSettings(folder) {
      const config = await findAnsibleConfig(fileSystem, folder);
      return config
        ? unheededIn(config).map((message) => ({ uri: config.uri, message: formatMessage(message, bundle) }))
        : [];
    },
    async render(request, { host: name, template, playbookFolder, ...options }) {
      const context = shown(await contextOf(request), options);
      const rendering = context && renderTemplate(context, name, template, playbookFolder);
      if (!rendering || rendering.known) return rendering;
      return { ...rendering, reason: formatMessage(rendering.reason, bundle) };
    },
    async preview(request, wish = {}) {
      const context = await contextOf(request);
      return context && previewAnswer(context, wish, bundle);
    },
    async compare(request, former) {
      const before = (await createWorkspace(former.fileSystem).analyze(former.request))[0]?.context;
      const after = await contextOf(request);
      const refused = [before, after].flatMap((state) =>
        state && refusedFiles(state).size > 0 ? refusalsIn(state, bundle) : [],
      );
      if (refused.length > 0) return { hidden: refused, isRefused: true };
      const answer = before && after && differenceAnswer(before, after, bundle);
      return answer ?? { hidden: [before, after].flatMap((state) => (state ? unreadIn(state, bundle) : [])) };
    },
    async explain(request, name, variable, options = {}) {
      const context = shown(await contextOf(request), options);
      const explained = context && explainVariable(context, name, variable);
      return (
        explained && {
          definitions: explained.definitions.flatMap((definition) => placed(context, definition)),
          ...(explained.merged && { merged: explained.merged }),
          unknowns: explained.unknowns.map((unknown) => ({
            ...noticeOn(unknown, bundle),
            reason: unknown.reason,
          })),
          refusals: refusalsIn(context, bundle),
        }
      );
    },
  };
}

function unheededIn(config: AnsibleConfig): readonly Message[] {
  if (config.isRefused) return [msg('Ansible does not start with this file.')];
  return config.ignorePatterns?.every(isUnderstood) === false
    ? [msg('The setting "{0}" is not followed here.', 'ignore_patterns')]
    : [];
}

function placed(context: InventoryContext, { span, ...definition }: ExplainedDefinition) {
  const { files, plays } = context;
  const source = (files.get(definition.uri) ?? plays.files.get(definition.uri))?.source;
  return source ? [{ ...definition, ...toRange(source, span) }] : [];
}

// The language service: joins the workspace, the rules and the features, in terms of lines, columns and strings,
// so that adapters convert nothing but names. Knows no protocol.

import type { TreeSearch } from '../ansible/discovery/candidates.ts';
import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { refusedFiles } from '../ansible/model/refusal.ts';
import { editsOfFix, type FixReference, type OfferedFix, offerFixes } from '../diagnostics/fixes.ts';
import type { Finding, FixSafety } from '../diagnostics/rule.ts';
import { type MayGoOn, runAhead, runRules } from '../diagnostics/runRules.ts';
import { editsOfFixes } from '../diagnostics/safeFixes.ts';
import { completeAt } from '../features/completion/completion.ts';
import type { CompletionEntry } from '../features/completion/completionEntry.ts';
import { hasTooManyNames } from '../features/completion/jinjaCompletion.ts';
import { completePath } from '../features/completion/pathCompletion.ts';
import { fileOf } from '../k3s/context.ts';
import { type Analysis, createWorkspace } from '../session/workspace.ts';
import { type Bundle, msg } from '../text/message.ts';
import { type LineColumn, offsetAt, type SourceText } from '../text/sourceText.ts';
import { visible } from '../text/visible.ts';
import { type Assistance, createAssistance } from './assistance.ts';
import { type CheckSettings, checkedInventory, rulesFor } from './checkedInventory.ts';
import { type CheckResult, distinct, toDiagnosis } from './diagnoses.ts';
import { createStatusService, type StatusService } from './documentStatus.ts';
import { createMargins, type Margins } from './margins.ts';
import { createNamedInventories } from './namedInventories.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { createNodePreviews, type NodePreviews } from './nodePreviews.ts';
import { byProfile, ruleSettings } from './projectRules.ts';
import { checkProject, completeProject, projectDiagnoses } from './projectService.ts';
import {
  type DocumentEdits,
  type RangeEdit,
  type TextRange,
  toDocumentEdits,
  toRange,
  toRangeEdit,
} from './ranges.ts';
import { type ExplainedRecognition, explainRecognition } from './recognitionText.ts';
import { ONLY_WHERE_OPENED, RULES } from './ruleSets.ts';
import { type TopologyAnswer, topologyAnswer } from './topologyAnswer.ts';
import { createTranslator } from './translator.ts';
import { createVaultService, type VaultService } from './vaultService.ts';
import { createWorkspaceSymbols, type WorkspaceSymbols } from './workspaceSymbols.ts';

export type { CheckResult, Diagnosis } from './diagnoses.ts';

/** What the core needs from outside, because it reads no clock, no settings and no randomness. */
export interface ServiceOptions {
  /** Translations of every user-visible string; English when empty. */
  readonly bundle?: Bundle;
  readonly randomToken: (length: number) => string;
  /** Called for a rule that threw; the other rules are run all the same. */
  readonly onRuleError: (ruleId: string, error: unknown) => void;
}

/** Edits, or the reason why there are none, in the user’s language. */
export type EditOutcome = DocumentEdits | { readonly refused: string };

/**
 * A fix as an editor lists it. It has no edits: those are made by `applyFix`, from the text as it is then.
 */
export interface OfferedAction extends Omit<OfferedFix, 'span'>, TextRange {
  /** To be passed to `applyFix`. */
  readonly reference: FixReference;
}

/** An entry with the edit that inserts it; detail and documentation are in the user’s language. */
export interface CompletionItem extends Omit<CompletionEntry, 'edit' | 'detail' | 'documentation'> {
  readonly edit: RangeEdit;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** Empty where nothing can be completed. */
export interface Completion {
  readonly items: readonly CompletionItem[];
  /** Another letter may match other entries. */
  readonly isIncomplete: boolean;
}

/** Everything the server and the command line can ask. No method throws for what a user has written. */
export interface LanguageService
  extends Navigation,
    Assistance,
    WorkspaceSymbols,
    VaultService,
    StatusService,
    NodePreviews,
    Margins {
  /** Checks the inventories a document belongs to, or one inventory. Never rejects. */
  check(target: string | InventoryRequest, settings: CheckSettings): Promise<CheckResult>;
  /** Checks a document with pauses; `undefined` where `mayGoOn` ends the check. */
  checkInSteps(uri: string, settings: CheckSettings, mayGoOn: MayGoOn): Promise<CheckResult | undefined>;
  /** Which project the inventories of a document, or one inventory, belong to, and why. */
  explainRecognition(target: string | InventoryRequest): Promise<readonly ExplainedRecognition[]>;
  /** The inventories below the folders, those of other projects included. */
  findInventories(folders: readonly string[], search?: TreeSearch): Promise<readonly InventoryRequest[]>;
  /** Fixes for what touches the range. Asks nothing, changes nothing. */
  offerFixes(uri: string, range: TextRange, settings: CheckSettings): Promise<readonly OfferedAction[]>;
  /** The edits of an offered fix against the document as it is now. */
  applyFix(uri: string, reference: FixReference, settings: CheckSettings): Promise<EditOutcome>;
  /**
   * The edits of all safe fixes of a document, or of all fixes; `undefined` where there are none. `count` is their
   * number.
   */
  fixAll(
    uri: string,
    settings: CheckSettings,
    upTo?: FixSafety,
  ): Promise<(DocumentEdits & { readonly count: number }) | undefined>;
  /** The picture of the cluster that a document belongs to; `undefined` where it belongs to none. */
  topologyOf(uri: string, settings: CheckSettings): Promise<TopologyAnswer | undefined>;
  /** Also in `.k3s-inventory.yml`; empty where the document belongs to no inventory. */
  completeAt(uri: string, position: LineColumn): Promise<Completion>;
}

/** One service for each session: it keeps inventories open, and follows the file system’s texts. */
export function createLanguageService(fileSystem: FileSystem, options: ServiceOptions): LanguageService {
  const bundle = options.bundle ?? {};
  const workspace = createWorkspace(fileSystem);
  const inventories = createNamedInventories(workspace);
  const translator = createTranslator(bundle);
  const { translate, show } = translator;
  const vaults = createVaultService(fileSystem, workspace, translate, options);

  const findingsOf = (analysis: Analysis, settings: CheckSettings): readonly Finding[] => {
    const named = ruleSettings(analysis, settings);
    const applied = RULES[rulesFor(analysis, settings)];
    const found = runRules(applied, analysis.context, {
      settings: named,
      onRuleError: options.onRuleError,
    });
    return byProfile(found, analysis, named);
  };

  /** Findings of one document, from every inventory it belongs to. */
  async function findingsIn(uri: string, settings: CheckSettings) {
    const analyses = await workspace.analyze(uri);
    const file = analyses[0] && fileOf(analyses[0].context, uri);
    const findings = analyses.flatMap((a) => findingsOf(a, settings).filter((f) => f.uri === uri));
    return { file, findings };
  }

  async function check(target: string | InventoryRequest, settings: CheckSettings): Promise<CheckResult> {
    const project = await checkProject(target, workspace.read, translate);
    if (project) return project;
    const analyses = await workspace.analyze(target);
    const diagnoses = analyses.flatMap((analysis) => [
      ...findingsOf(analysis, settings)
        .filter(({ uri, ruleId }) => uri === target || !ONLY_WHERE_OPENED.has(ruleId))
        .map((finding) => toDiagnosis(finding, analysis, translate)),
      ...projectDiagnoses(analysis.project, translate),
    ]);
    const checked = analyses.map((analysis) =>
      checkedInventory(analysis, rulesFor(analysis, settings), bundle),
    );
    return {
      recognition: analyses[0]?.recognition ?? { kind: 'other' },
      inventories: checked,
      diagnoses: distinct(diagnoses),
      files: [...new Set(analyses.flatMap(filesOf))],
      refused: [...new Set(analyses.flatMap(({ context }) => [...refusedFiles(context)]))],
      unknowns: checked.flatMap(({ unknowns }) => unknowns),
      unread: checked.flatMap(({ unread }) => unread),
    };
  }

  const toItem = (
    { edit, detail, documentation, ...entry }: CompletionEntry,
    source: SourceText,
  ): CompletionItem => ({
    ...entry,
    label: visible(entry.label),
    edit: toRangeEdit(source, edit),
    ...(detail && { detail: translate(detail) }),
    ...(documentation && { documentation: show(documentation) }),
  });

  return {
    ...createNavigation(fileSystem, inventories, translator),
    ...createAssistance(inventories, translator),
    ...createWorkspaceSymbols(fileSystem),
    ...vaults,
    ...createMargins(inventories, vaults, translator),
    ...createStatusService(workspace, translate),
    ...createNodePreviews(workspace, inventories, translator, bundle),

    check,

    async checkInSteps(uri, settings, mayGoOn) {
      for (const analysis of await workspace.analyze(uri)) {
        const applied = RULES[rulesFor(analysis, settings)];
        const named = ruleSettings(analysis, settings);
        if (!(await runAhead(applied, analysis.context, named, mayGoOn))) return undefined;
      }
      return check(uri, settings);
    },

    async explainRecognition(target) {
      const analyses = await workspace.analyze(target);
      return analyses.map((analysis) => explainRecognition(analysis, translate));
    },

    async findInventories(folders, search) {
      const found = await workspace.findInventories(folders, search);
      return found.map((sources) => ({ sources, isGuess: true }));
    },

    async offerFixes(uri, range, settings) {
      const { file, findings } = await findingsIn(uri, settings);
      if (!file) return [];
      const span = { start: offsetAt(file.source, range.start), end: offsetAt(file.source, range.end) };
      return offerFixes(findings, file, span, bundle).map(({ span: found, ...offer }) => ({
        ...offer,
        ...toRange(file.source, found),
        reference: { ruleId: offer.ruleId, span: found, fix: offer.fix },
      }));
    },

    async applyFix(uri, reference, settings) {
      const { file, findings } = await findingsIn(uri, settings);
      const edits = file && editsOfFix(findings, file, reference, options);
      if (!file || !edits)
        return { refused: translate(msg('The file has changed; this fix no longer applies.')) };
      return toDocumentEdits(file.source, edits);
    },

    async fixAll(uri, settings, upTo = 'safe') {
      const { file, findings } = await findingsIn(uri, settings);
      const fixes = file ? editsOfFixes(findings, options, upTo) : [];
      if (!file || fixes.length === 0) return undefined;
      return { ...toDocumentEdits(file.source, fixes.flat()), count: fixes.length };
    },

    async topologyOf(uri, settings) {
      const analyses = await workspace.analyze(uri);
      const analysis = analyses.find(({ recognition }) => recognition.kind === 'k3s-ansible');
      return analysis && topologyAnswer(analysis, findingsOf(analysis, settings), bundle);
    },

    async completeAt(uri, position) {
      const own = await completeProject(uri, workspace.read, (source) => offsetAt(source, position));
      if (own) return { items: own.entries.map((entry) => toItem(entry, own.source)), isIncomplete: false };
      const analysis = (await workspace.analyze(uri))[0];
      const file = analysis?.context.files.get(uri);
      if (!analysis || !file) return { items: [], isIncomplete: false };
      const { context, recognition } = analysis;
      const offset = offsetAt(file.source, position);
      const paths =
        recognition.kind === 'k3s-ansible' && (await completePath(fileSystem, context, file, offset));
      const entries = paths || completeAt(context, file, offset, recognition);
      const items = entries.map((entry) => toItem(entry, file.source));
      return { items, isIncomplete: hasTooManyNames(analysis.context) };
    },
  };
}

const filesOf = ({ project, context: { files, model, unusedVarsFiles } }: Analysis): readonly string[] => [
  ...(project ? [project.uri] : []),
  ...files.keys(),
  ...model.unknowns.map(({ uri }) => uri),
  ...unusedVarsFiles.unread.keys(),
];

// The language service: joins the workspace, the rules and the features, and speaks in lines, columns and strings,
// so that adapters convert nothing but names. Knows no protocol.

import type { TreeSearch } from '../ansible/discovery/candidates.ts';
import type { InventoryRequest } from '../ansible/discovery/inventorySources.ts';
import type { FileSystem } from '../ansible/files/fileSystem.ts';
import { refusedFiles } from '../ansible/model/refusal.ts';
import { editsOfFix, type FixReference, type OfferedFix, offerFixes } from '../diagnostics/fixes.ts';
import type { Finding, FixSafety, Severity } from '../diagnostics/rule.ts';
import { type MayGoOn, runAhead, runRules } from '../diagnostics/runRules.ts';
import { editsOfFixes } from '../diagnostics/safeFixes.ts';
import { completeAt } from '../features/completion/completion.ts';
import type { CompletionEntry } from '../features/completion/completionEntry.ts';
import { hasTooManyNames } from '../features/completion/jinjaCompletion.ts';
import { completePath } from '../features/completion/pathCompletion.ts';
import { fileOf } from '../k3s/context.ts';
import type { Recognition } from '../k3s/recognition.ts';
import { type Analysis, createWorkspace } from '../session/workspace.ts';
import { type Bundle, formatMessage, type Message, msg } from '../text/message.ts';
import { type LineColumn, offsetAt } from '../text/sourceText.ts';
import type { Span } from '../text/span.ts';
import { visible } from '../text/visible.ts';
import { type Assistance, createAssistance } from './assistance.ts';
import { type CheckedInventory, type CheckSettings, checkedInventory, rulesFor } from './checkedInventory.ts';
import { createStatusService, type StatusService } from './documentStatus.ts';
import { createMargins, type Margins } from './margins.ts';
import { createNamedInventories } from './namedInventories.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import { createNodePreviews, type NodePreviews } from './nodePreviews.ts';
import type { Notice } from './notices.ts';
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
import { createSpeech } from './speech.ts';
import { createVaultService, type VaultService } from './vaultService.ts';
import { createWorkspaceSymbols, type WorkspaceSymbols } from './workspaceSymbols.ts';

export interface ServiceOptions {
  /** Translations of every user-visible string; English when empty. */
  readonly bundle?: Bundle;
  readonly randomToken: (length: number) => string;
  /** Called for a rule that threw; the other rules are run all the same. */
  readonly onRuleError: (ruleId: string, error: unknown) => void;
}

/** A finding as shown: in the reader's language, with zero-based lines and UTF-16 columns. */
export interface Diagnosis extends TextRange {
  readonly uri: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** The message in English: it identifies the finding in any language of the user. */
  readonly english: string;
  readonly related: readonly (TextRange & { readonly uri: string; readonly message: string })[];
  readonly fixes: readonly { readonly title: string; readonly safety: FixSafety }[];
  readonly deprecated: boolean;
}

export interface CheckResult {
  readonly recognition: Recognition;
  /** The inventories that the target is a part of; a document that is part of none gives one that says `other`. */
  readonly inventories: readonly CheckedInventory[];
  readonly diagnoses: readonly Diagnosis[];
  /** All files that belong to the inventory, read or not; a change in one of them may change the result. */
  readonly files: readonly string[];
  /** Files that Ansible refuses as a whole. */
  readonly refused: readonly string[];
  /** Sources whose bytes cannot be read as a text at all. */
  readonly unread: readonly Notice[];
  /** Sources that may define more, and cannot be read. */
  readonly unknowns: readonly Notice[];
}

export type EditOutcome = DocumentEdits | { readonly refused: string };

export interface OfferedAction extends Omit<OfferedFix, 'span'>, TextRange {
  /** To be passed to `applyFix`. */
  readonly reference: FixReference;
}

export interface CompletionItem extends Omit<CompletionEntry, 'edit' | 'detail' | 'documentation'> {
  readonly edit: RangeEdit;
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
}

export interface Completion {
  readonly items: readonly CompletionItem[];
  /** Another letter may match other entries. */
  readonly isIncomplete: boolean;
}

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
  completeAt(uri: string, position: LineColumn): Promise<Completion>;
}

export function createLanguageService(fileSystem: FileSystem, options: ServiceOptions): LanguageService {
  const bundle = options.bundle ?? {};
  const workspace = createWorkspace(fileSystem);
  const inventories = createNamedInventories(workspace);
  const speech = createSpeech(bundle);
  const { translate, show } = speech;
  const vaults = createVaultService(fileSystem, workspace, translate);

  const findingsOf = (analysis: Analysis, settings: CheckSettings): readonly Finding[] =>
    runRules(RULES[rulesFor(analysis, settings)], analysis.context, {
      settings: settings.rules ?? {},
      onRuleError: options.onRuleError,
    });

  /** Findings of one document, from every inventory it belongs to. */
  async function findingsIn(uri: string, settings: CheckSettings) {
    const analyses = await workspace.analyze(uri);
    const file = analyses[0] && fileOf(analyses[0].context, uri);
    const findings = analyses.flatMap((a) => findingsOf(a, settings).filter((f) => f.uri === uri));
    return { file, findings };
  }

  async function check(target: string | InventoryRequest, settings: CheckSettings): Promise<CheckResult> {
    const analyses = await workspace.analyze(target);
    const diagnoses = analyses.flatMap((analysis) =>
      findingsOf(analysis, settings)
        .filter(({ uri, ruleId }) => uri === target || !ONLY_WHERE_OPENED.has(ruleId))
        .map((finding) => toDiagnosis(finding, analysis, translate)),
    );
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

  return {
    ...createNavigation(fileSystem, inventories, speech),
    ...createAssistance(inventories, speech),
    ...createWorkspaceSymbols(fileSystem),
    ...vaults,
    ...createMargins(inventories, vaults, speech),
    ...createStatusService(workspace, translate),
    ...createNodePreviews(workspace, inventories, speech),

    check,

    async checkInSteps(uri, settings, mayGoOn) {
      for (const analysis of await workspace.analyze(uri)) {
        const speaking = RULES[rulesFor(analysis, settings)];
        if (!(await runAhead(speaking, analysis.context, settings.rules ?? {}, mayGoOn))) return undefined;
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

    async completeAt(uri, position) {
      const analysis = (await workspace.analyze(uri))[0];
      const file = analysis?.context.files.get(uri);
      if (!analysis || !file) return { items: [], isIncomplete: false };
      const { context, recognition } = analysis;
      const offset = offsetAt(file.source, position);
      const paths =
        recognition.kind === 'k3s-ansible' && (await completePath(fileSystem, context, file, offset));
      const entries = paths || completeAt(context, file, offset, recognition);
      const items = entries.map(({ edit, detail, documentation, ...entry }) => ({
        ...entry,
        label: visible(entry.label),
        edit: toRangeEdit(file.source, edit),
        ...(detail && { detail: translate(detail) }),
        ...(documentation && { documentation: show(documentation) }),
      }));
      return { items, isIncomplete: hasTooManyNames(analysis.context) };
    },
  };
}

function toDiagnosis(
  finding: Finding,
  analysis: Analysis,
  translate: (message: Message) => string,
): Diagnosis {
  const rangeIn = (uri: string, span: Span): TextRange => {
    const file = fileOf(analysis.context, uri);
    return file ? toRange(file.source, span) : { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  };
  return {
    uri: finding.uri,
    ...rangeIn(finding.uri, finding.span),
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: translate(finding.message),
    english: formatMessage(finding.message),
    related: (finding.related ?? []).map((related) => ({
      uri: related.uri,
      ...rangeIn(related.uri, related.span),
      message: translate(related.message),
    })),
    fixes: finding.fixes.map((fix) => ({ title: translate(fix.title), safety: fix.safety })),
    deprecated: finding.deprecated ?? false,
  };
}

const filesOf = ({ context: { files, model, unusedVarsFiles } }: Analysis): readonly string[] => [
  ...files.keys(),
  ...model.unknowns.map(({ uri }) => uri),
  ...unusedVarsFiles.unread.keys(),
];

/** A group_vars file shared by two inventories yields the same finding twice. */
function distinct(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
  const seen = new Set<string>();
  return diagnoses.filter((d) => {
    const key = `${d.uri} ${d.start.line}:${d.start.column} ${d.ruleId} ${d.message}`;
    return !seen.has(key) && seen.add(key);
  });
}

// Converts answers to the form that the client has announced: what it cannot handle is left out, or sent in a simpler
// form.
import type {
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  MarkupContent,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { ClientFeatures } from './clientFeatures.ts';
import { plainText } from './plainText.ts';

/** For a client that only supports a list of edits by document. Versions need the other form. */
export function editFor(
  edit: WorkspaceEdit,
  { documentChanges }: Pick<ClientFeatures, 'documentChanges'>,
): WorkspaceEdit {
  if (documentChanges || !edit.documentChanges) return edit;
  const changes = edit.documentChanges.flatMap((change) =>
    'textDocument' in change ? [[change.textDocument.uri, change.edits as TextEdit[]] as const] : [],
  );
  return { changes: Object.fromEntries(changes) };
}

/** Leaves out the properties of a diagnostic that this client has not announced. */
export function diagnosticFor(diagnostic: Diagnostic, features: ClientFeatures): Diagnostic {
  const { tags, relatedInformation, codeDescription, ...rest } = diagnostic;
  return {
    ...rest,
    ...(tags && features.deprecatedDiagnostics && { tags }),
    ...(relatedInformation && features.relatedInformation && { relatedInformation }),
    ...(codeDescription && features.codeDescriptions && { codeDescription }),
  };
}

/** Every text is written as Markdown; a client without Markdown gets it through {@link plainText}. */
export const contentFor = (value: string, isMarkdown: boolean): MarkupContent =>
  isMarkdown ? { kind: 'markdown', value } : { kind: 'plaintext', value: plainText(value) };

/** A client that supports no `MarkupContent` gets a string. */
export const documentationFor = (
  value: string,
  format: ClientFeatures['completionFormat'],
): MarkupContent | string =>
  format === undefined ? plainText(value) : contentFor(value, format === 'markdown');

/** Gives the documentation of an item the form that the client shows in completion lists. */
export function completionFor(item: CompletionItem, { completionFormat }: ClientFeatures): CompletionItem {
  const { documentation, ...rest } = item;
  const value = typeof documentation === 'object' ? documentation.value : documentation;
  return value === undefined ? rest : { ...rest, documentation: documentationFor(value, completionFormat) };
}

/** Replaces offsets into the label by the parameter's text for a client without `labelOffsetSupport`. */
export function signatureFor(help: SignatureHelp, features: ClientFeatures): SignatureHelp {
  const signatures = help.signatures.map(({ documentation, parameters, ...signature }) => {
    const value = typeof documentation === 'object' ? documentation.value : documentation;
    return {
      ...signature,
      ...(value !== undefined && { documentation: documentationFor(value, features.signatureFormat) }),
      ...(parameters && {
        parameters: parameters.map((parameter) => ({
          ...parameter,
          label:
            typeof parameter.label === 'string' || features.labelOffsets
              ? parameter.label
              : signature.label.slice(...parameter.label),
        })),
      }),
    };
  });
  return { ...help, signatures };
}

/** The tree as a list, in which each entry names the one around it. */
export function symbolsFor(
  uri: string,
  symbols: readonly DocumentSymbol[],
  { symbolTree }: Pick<ClientFeatures, 'symbolTree'>,
): DocumentSymbol[] | SymbolInformation[] {
  if (symbolTree) return [...symbols];
  const flat = (found: readonly DocumentSymbol[], containerName?: string): SymbolInformation[] =>
    found.flatMap(({ name, kind, selectionRange: range, children = [] }) => [
      { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
      ...flat(children, name),
    ]);
  return flat(symbols);
}

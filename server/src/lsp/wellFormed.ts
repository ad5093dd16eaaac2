// Whether a message has the parameters that its handler reads: a client may send anything.

type Check = (params: Fields) => boolean;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isPosition = (value: unknown): boolean =>
  isFields(value) && isCount(value.line) && isCount(value.character);
const isRange = (value: unknown): boolean =>
  isFields(value) && isPosition(value.start) && isPosition(value.end);

const every = (value: unknown, holds: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(holds);
const hasUri = (value: unknown): value is Fields => isFields(value) && typeof value.uri === 'string';

const document: Check = ({ textDocument }) => hasUri(textDocument);
const position: Check = (params) => isPosition(params.position);
const range: Check = (params) => isRange(params.range);

const at = [document, position];
const whole: readonly Check[] = [];
/** What requests about a document have in common: a new one needs no entry of its own unless it reads more. */
const ofDocument: readonly Check[] = [
  document,
  ({ position: place }) => place === undefined || isPosition(place),
  ({ range: part }) => part === undefined || isRange(part),
];

const isDiagnostic = (value: unknown): boolean => isFields(value) && isRange(value.range);
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isChange = (change: unknown): boolean =>
  isFields(change) &&
  typeof change.text === 'string' &&
  (change.range === undefined || isRange(change.range));

/** What else a handler reads; of methods with an empty list, the parameters must have names at least. */
const CHECKS = new Map<string, readonly Check[]>(
  Object.entries<readonly Check[]>({
    initialize: [({ capabilities }) => isFields(capabilities)],
    'textDocument/didOpen': [
      ({ textDocument }) =>
        hasUri(textDocument) &&
        typeof textDocument.text === 'string' &&
        Number.isInteger(textDocument.version),
    ],
    'textDocument/didChange': [
      ({ textDocument }) => hasUri(textDocument) && Number.isInteger(textDocument.version),
      ({ contentChanges }) => every(contentChanges, isChange),
    ],
    'workspace/didChangeConfiguration': whole,
    'workspace/didChangeWorkspaceFolders': [({ event }) => isFields(event)],
    '$/setTrace': whole,
    '$/cancelRequest': whole,
    '$/progress': whole,
    'window/workDoneProgress/cancel': whole,
    'textDocument/hover': at,
    'textDocument/completion': at,
    'textDocument/signatureHelp': at,
    'textDocument/definition': at,
    'textDocument/references': [...at, ({ context }) => isFields(context)],
    'textDocument/documentHighlight': at,
    'textDocument/prepareRename': at,
    'textDocument/rename': [...at, ({ newName }) => typeof newName === 'string'],
    'textDocument/onTypeFormatting': [...at, ({ ch }) => typeof ch === 'string'],
    'textDocument/diagnostic': [document, ({ previousResultId }) => isTextOrAbsent(previousResultId)],
    'textDocument/semanticTokens/range': [document, range],
    'textDocument/inlayHint': [document, range],
    'textDocument/codeAction': [
      document,
      range,
      ({ context }) => isFields(context) && every(context.diagnostics, isDiagnostic),
      ({ context }) =>
        isFields(context) &&
        (context.only === undefined || every(context.only, (kind) => typeof kind === 'string')),
    ],
    'textDocument/selectionRange': [document, ({ positions }) => every(positions, isPosition)],
    'codeAction/resolve': [({ title }) => typeof title === 'string'],
    'workspace/executeCommand': [
      ({ command }) => typeof command === 'string',
      ({ arguments: given }) => given === undefined || Array.isArray(given),
    ],
    'workspace/symbol': [({ query }) => typeof query === 'string'],
    'workspace/diagnostic': [
      ({ previousResultIds }) =>
        every(previousResultIds, (item) => hasUri(item) && typeof item.value === 'string'),
    ],
    'workspace/didChangeWatchedFiles': [
      ({ changes }) => every(changes, (change) => hasUri(change) && typeof change.type === 'number'),
    ],
  }),
);

/** Messages of unknown methods pass: the connection answers those itself. */
export function isWellFormed({ method, params }: { method: string; params?: unknown }): boolean {
  const checks = CHECKS.get(method) ?? (method.startsWith('textDocument/') ? ofDocument : undefined);
  return checks === undefined || (isFields(params) && checks.every((holds) => holds(params)));
}

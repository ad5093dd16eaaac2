// Messages that no decent client sends: what is asked, with parameters of the wrong type, odd places and odd URIs.
import { ENDPOINT_OF_FIRST_SERVER, withEndpoint } from './smallInventory.ts';

export const URI = 'file:///nowhere/inventory.yml';
export const TEXT = withEndpoint(ENDPOINT_OF_FIRST_SERVER).replace('"{{ vault_token | trim }}"', '""');

const OF_DOCUMENTS =
  'documentSymbol documentLink foldingRange codeLens diagnostic semanticTokens/full semanticTokens/range inlayHint codeAction selectionRange hover completion signatureHelp definition references documentHighlight prepareRename rename onTypeFormatting';
const OWN =
  'vaultSources plainSecrets vaults encryptSecret encryptSecrets newSecretAt encryptNewSecret encryptFile decryptVault rekeyVault viewVault sealVault encryptText decryptText searchHistory documentStatus topology page hiddenText newInventory migrationPlan preflight previewedCluster previewedHost sourcesOnNode placesOnNodes airgapReport';

export const REQUESTS: readonly string[] = [
  ...OF_DOCUMENTS.split(' ').map((name) => `textDocument/${name}`),
  ...OWN.split(' ').map((name) => `k3sInventory/${name}`),
  'codeAction/resolve',
  'workspace/symbol',
  'workspace/diagnostic',
  'workspace/executeCommand',
];

export const NOTIFICATIONS: readonly string[] = [
  ...['didOpen', 'didChange', 'didClose', 'didSave', 'willSave'].map((name) => `textDocument/${name}`),
  'workspace/didChangeConfiguration',
  'workspace/didChangeWatchedFiles',
  'workspace/didChangeWorkspaceFolders',
  '$/setTrace',
  '$/cancelRequest',
  '$/progress',
  '$/unknown',
  'window/workDoneProgress/cancel',
  'unknown',
  '__proto__',
  'constructor',
];

/** What every request needs besides the document. */
const wholeFor = (position: object): Readonly<Record<string, unknown>> => ({
  position,
  range: { start: { line: 0, character: 0 }, end: position },
  positions: [position],
  context: { diagnostics: [], includeDeclaration: true },
  options: { tabSize: 2, insertSpaces: true },
  newName: 'fresh',
  ch: '{',
  title: 'x',
  query: '',
  previousResultIds: [],
  command: 'k3sInventory.encryptToken',
  host: '192.168.20.11',
  state: 'typed',
  path: '/etc/rancher/k3s/config.yaml',
  line: 0,
  ruleId: 'token-empty',
  name: 'token-empty',
});

export const about = (uri: string, position: object = { line: 10, character: 6 }) => ({
  uri,
  textDocument: { uri },
  ...wholeFor(position),
  arguments: [{ uri, version: 1, position }],
});

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '__defineGetter__'];

/** Parsed, so that `__proto__` is a name like any other. */
const ofNames: unknown = JSON.parse(`{${NAMES.map((name) => `"${name}": {"uri": "x"}`).join()}}`);

const action = (reference: object): object => ({ title: 'x', data: { uri: URI, version: 1, reference } });

/** Parameters of any request or notification. */
export const PARAMETERS: readonly unknown[] = [
  undefined,
  null,
  [],
  [1],
  {},
  ofNames,
  { textDocument: null },
  { textDocument: [] },
  { textDocument: { uri: null } },
  { textDocument: { uri: '' } },
  { textDocument: { uri: URI, version: 'x' }, contentChanges: 7 },
  { textDocument: { uri: URI, version: 1e300 }, contentChanges: [null] },
  { textDocument: { uri: URI }, position: null },
  { uri: 7 },
  { uri: '%', position: { line: Number.NaN, character: 'x' }, version: 'x', password: '' },
  { settings: null, event: null, value: null, token: null, id: null },
  {
    settings: { k3sInventory: 7 },
    event: { added: 7, removed: 'x' },
    changes: [{ uri: '__proto__', type: 99 }],
  },
  { ...about(URI), context: { diagnostics: [null, 1, { range: null }, { range: { start: {} } }] } },
  { ...about(URI), context: { diagnostics: [], only: 7 } },
  { ...about(URI), context: { diagnostics: [], only: ['constructor', '', '__proto__'] } },
  { ...about(URI), context: null, positions: [null], options: null, previousResultId: 7 },
  ...NAMES.map((name) => ({ ...about(URI), newName: name, ch: name, query: name, previousResultId: name })),
  ...NAMES.map((name) => ({ ...about(URI), form: name, source: name, vaultId: name, vaultText: name })),
  { ...about(URI), password: 'x', newPassword: 'y', plaintext: 'p' },
  { ...about(URI), password: '', newPassword: '', vaultText: '$ANSIBLE_VAULT;1.1;AES256\n61\n' },
  { ...about(URI), version: -1, password: 'x', engine: '/nowhere/at-all', source: '' },
  { uri: URI, partialResultToken: '__proto__', playbookFolder: '__proto__' },
  { uri: URI, partialResultToken: {}, playbookFolder: 7 },
  { uri: URI, wish: {}, sealed: {} },
  {
    wish: { servers: ['__proto__', 'a: b\n- c'], agents: [], user: '\0', version: 'constructor' },
    sealed: { token: '\ud800' },
  },
  action({ ruleId: '__proto__', span: { start: 0, end: 3 }, fix: 0 }),
  action({ ruleId: 'token-empty', span: { start: -5, end: 1e9 }, fix: -1 }),
  action({ ruleId: 'token-empty', span: { start: 1.5, end: 1e300 }, fix: 1e300 }),
  action({ ruleId: 'token-empty', span: { start: 0, end: 0 }, fix: 'constructor' }),
  { title: 'x', data: ofNames },
];

const HUGE = [2 ** 31, 2 ** 53, 1e300];

/** Places that are in no text, or between the halves of a character. */
export const POSITIONS: readonly object[] = [
  ...HUGE.map((line) => ({ line, character: 0 })),
  ...HUGE.map((character) => ({ line: 0, character })),
  { line: 1e300, character: 1e300 },
  { line: 1, character: 3 },
];

/** Of documents that were never saved, lie elsewhere, or nowhere. */
export const URIS: readonly string[] = [
  'untitled:Untitled-1',
  'untitled:C:\\x\\inventory.yml',
  'vscode-vfs://github/o/r/inventory.yml',
  'vscode-vfs:x/y/inventory.yml',
  'vscode-remote://wsl%2BUbuntu/home/x/inventory.yml',
  'vscode-notebook-cell:/x.ipynb#X',
  'git:/x/inventory.yml?{"path":"/x","ref":"~"}',
  'file:///c%3A/x/inventory.yml',
  'file:///C:/x/inventory.yml',
  'file:',
  'file://',
  'file:///',
  'file:///c%3A/',
  'file:///Z:/../../x',
  'file://server/share/inventory.yml',
  'file:////x/inventory.yml',
  'file://a:b@c:99999/inventory.yml',
  'file://%/inventory.yml',
  'C:\\x\\inventory.yml',
  '\\\\server\\share\\inventory.yml',
  'file:///x/a%20b/inventory.yml',
  'file:///x/a b/inventory.yml',
  'file:///x/a\nb/inventory.yml',
  'file:///x/\ud800/inventory.yml',
  'file:///%/inventory.yml',
  'file:///%00/inventory.yml',
  'file:///\0/inventory.yml',
  'file:///x/%2e%2e/%2e%2e/inventory.yml',
  'file:///x/../../../inventory.yml',
  'file:///x/\u202einventory.yml',
  'file:///x/inventory.yml?q#f',
  'file:///x/inventory.yml/',
  'file:///__proto__/constructor.yml',
  'file:///x/group_vars/__proto__.yml',
  'file:///x/(a+)+$[.yml',
  `file:///${'a'.repeat(100_000)}/inventory.yml`,
  `file:///${'a/'.repeat(20_000)}inventory.yml`,
  'FILE:///X/inventory.yml',
  'http://example.org/inventory.yml',
  'command:x',
  'javascript:alert(1)',
  '1:x',
  '://',
  'x',
  '',
  '%',
  '#',
  '?',
  '\0',
  '__proto__',
  'constructor',
];

/** With which a client refuses to answer; that is reported in the log. */
export const REFUSED = 'not from me';

/** What a client answers that is asked for its settings. */
export const SETTINGS: readonly unknown[] = [
  7,
  'x',
  [],
  {},
  { rules: [] },
  { rules: 'x' },
  { rules: JSON.parse('{"__proto__": "error", "constructor": "off", "token-empty": "__proto__"}') },
  { rules: { 'token-empty': {} } },
  { diagnostics: 'x' },
  { diagnostics: { scope: '__proto__' } },
  { search: 7 },
  { search: { exclude: 7 } },
  { search: { exclude: [7, null, '', '(a+)+$', '**/**', '*'.repeat(10_000)] } },
  { ansibleCore: 7 },
  { ansibleCore: '__proto__' },
  { ansibleCore: '9'.repeat(100_000) },
  { inlayHints: 'x' },
  { anyInventory: 'x' },
  new Error(REFUSED),
];

/** What is no list of folders. */
export const FOLDERS: readonly unknown[] = [
  7,
  'x',
  [null],
  [{ uri: 7 }],
  [{ uri: '%', name: 7 }],
  [{ uri: 'untitled:x' }],
  new Error(REFUSED),
];

/** How clients introduce themselves. */
export const INTRODUCTIONS: readonly object[] = [
  { capabilities: { workspace: null, textDocument: null, window: null } },
  { capabilities: { workspace: 7, textDocument: 'x', window: [] } },
  {
    capabilities: {
      workspace: { workspaceEdit: { resourceOperations: 7 }, configuration: 'x', workspaceFolders: {} },
      textDocument: {
        hover: { contentFormat: 7 },
        completion: { completionItem: { documentationFormat: {} } },
        codeAction: { codeActionLiteralSupport: 1, dataSupport: true, resolveSupport: { properties: 7 } },
        foldingRange: { rangeLimit: 'x', foldingRange: null },
        signatureHelp: { signatureInformation: { documentationFormat: null } },
      },
    },
  },
  {
    capabilities: {
      textDocument: { foldingRange: { rangeLimit: -1 }, codeAction: { resolveSupport: null } },
    },
  },
  { capabilities: { general: 7 } },
  { capabilities: { general: { positionEncodings: 'utf-8' } } },
  { capabilities: { general: { positionEncodings: [null, 7, '__proto__', 'constructor'] } } },
  ...['utf-8', 'utf-32'].map((encoding) => ({
    capabilities: { general: { positionEncodings: [encoding] }, workspace: { applyEdit: true } },
  })),
  { locale: 7 },
  { locale: '../../../etc' },
  { locale: 'zh'.repeat(100_000) },
  { initializationOptions: 'x' },
  { initializationOptions: [] },
  { rootUri: 7, rootPath: {}, workspaceFolders: 7, processId: 'x', clientInfo: 7, trace: 7 },
  { workspaceFolders: [{ uri: '%', name: 7 }] },
];

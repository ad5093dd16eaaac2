// The layers of ARCHITECTURE.md as rules. Data flows one way; the core is pure and has one door.
const core = '^server/src/core/';
const rooms = (...names) => `${core}(${names.join('|')})/`;

/** The rooms of the core, floor by floor: a room may import itself and the floors below it, never its own floor. */
export const FLOORS = [
  ['text'],
  ['query', 'yaml', 'jinja'],
  ['ansible'],
  ['k3s'],
  ['session'],
  ['diagnostics'],
  ['edits'],
  ['rules', 'features'],
  ['services'],
];

/** `features` reads the registry of rules for their texts, never a single rule. */
const EXCEPTIONS = { features: ['rules/index\\.ts$'] };

const roomRules = FLOORS.flatMap((names, floor) =>
  names.map((name) => {
    const allowed = [name, ...FLOORS.slice(0, floor).flat()];
    return {
      name: `room-${name}`,
      comment: `core/${name} may import only ${allowed.join(', ')}`,
      severity: 'error',
      from: { path: rooms(name) },
      to: {
        path: core,
        pathNot: [rooms(...allowed), ...(EXCEPTIONS[name] ?? []).map((path) => core + path)],
      },
    };
  }),
);

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...roomRules,
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: core },
      to: { path: ['^client/', '^server/src/(lsp|cli|node|page)/'] },
    },
    {
      name: 'core-knows-no-node',
      severity: 'error',
      from: { path: core },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-packages',
      comment: 'the core needs no package but yaml',
      severity: 'error',
      from: { path: core },
      to: { path: 'node_modules', pathNot: 'node_modules/yaml/' },
    },
    {
      name: 'yaml-behind-one-door',
      severity: 'error',
      from: { path: '^(server|client)', pathNot: rooms('yaml') },
      to: { path: 'node_modules/yaml/' },
    },
    {
      name: 'rules-are-strangers',
      comment: 'a rule may import the helpers of its subject, never another rule or another subject',
      severity: 'error',
      from: { path: `${core}rules/([^/]+)/` },
      to: { path: `${core}rules/`, pathNot: `${core}rules/$1/[A-Za-z]+\\.ts$` },
    },
    {
      name: 'features-are-strangers',
      comment:
        'a subject of features knows no other subject, but for what all share: the cursor, and wording',
      severity: 'error',
      from: { path: `${core}features/([^/]+)/` },
      to: { path: `${core}features/`, pathNot: `${core}features/($1|cursor|wording)/` },
    },
    {
      name: 'wording-knows-no-cursor',
      severity: 'error',
      from: { path: `${core}features/wording/` },
      to: { path: `${core}features/`, pathNot: `${core}features/wording/` },
    },
    {
      name: 'one-door',
      severity: 'error',
      from: { path: '^server/src/(lsp|cli|node|page|main)' },
      to: { path: core, pathNot: `${core}index\\.ts$` },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      from: { path: '^server/src/lsp/' },
      to: { path: '^server/src/cli/' },
    },
    {
      name: 'adapters-are-strangers-too',
      severity: 'error',
      from: { path: '^server/src/cli/' },
      to: { path: '^server/src/lsp/' },
    },
    {
      name: 'server-knows-no-machine',
      comment: 'it is given one (lsp/machine.ts), so that it runs in Node and in a web worker',
      severity: 'error',
      from: { path: '^server/src/lsp/', pathNot: '^server/src/lsp/process/' },
      to: {
        path: '^server/src/node/',
        pathNot: '^server/src/node/(decodeText|environment|links)\\.ts',
      },
    },
    {
      name: 'server-runs-in-a-browser-too',
      severity: 'error',
      from: { path: '^server/src/lsp/', pathNot: '^server/src/lsp/process/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-is-alone',
      comment: 'the page in the browser has the core, and of the rest what runs there as well',
      severity: 'error',
      from: { path: '^server/src/page/' },
      to: {
        path: '^server/src/',
        pathNot: '^server/src/(core/index\\.ts|page/|node/(decodeText|environment)\\.ts)',
      },
    },
    {
      name: 'runs-in-a-browser-too',
      severity: 'error',
      from: { path: '^server/src/node/(decodeText|environment|links)\\.ts' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'client-never-the-server',
      comment: 'but for what both say to each other',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/', pathNot: '^server/src/protocol/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};

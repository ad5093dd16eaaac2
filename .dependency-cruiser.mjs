// The layers of ARCHITECTURE.md as rules. Data flows one way; the core is pure and has one door.
const core = '^server/src/core/';
const rooms = (...names) => `${core}(${names.join('|')})/`;

/** A room may import itself and what is named; everything else in the core is forbidden to it. */
const room = (from, ...allowed) => ({
  name: `room-${from}`,
  comment: `core/${from} may import only ${[from, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: rooms(from) },
  to: { path: core, pathNot: rooms(from, ...allowed) },
});

const domain = ['vault', 'airgap', 'upstream', 'k3s'];
const model = ['text', 'yaml', 'jinja', 'schema', 'inventory'];

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    room('text'),
    room('yaml', 'text'),
    room('jinja', 'text'),
    room('schema', 'text'),
    room('inventory', 'text', 'yaml', 'jinja', 'schema'),
    room('workspace', ...model, ...domain),
    room('vault', ...model),
    room('airgap', ...model, 'workspace'),
    room('upstream', ...model, 'workspace'),
    room('rules', ...model, ...domain, 'workspace'),
    room('features', ...model, ...domain, 'workspace', 'rules'),
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: core },
      to: { path: ['^client/', '^server/src/(lsp|cli|node)/'] },
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
      severity: 'error',
      from: { path: `${core}rules/(?!index|listRules|runRules)[^/]+$` },
      to: { path: `${core}rules/[^/]+$`, pathNot: `${core}rules/rule\\.ts$` },
    },
    {
      name: 'features-are-strangers',
      severity: 'error',
      from: { path: `${core}features/([^/]+\\.ts)$` },
      to: { path: `${core}features/[^/]+$`, pathNot: `${core}features/$1` },
    },
    {
      name: 'one-door',
      severity: 'error',
      from: { path: '^server/src/(lsp|cli|node|main)' },
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
      name: 'client-never-the-server',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};

// Secrets planted wherever people leave them: none is shown by any output, and nearly all are reported. Prints what it
// counted. The names are those of the field; the values are made up.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../support/memoryFileSystem.ts';
import {
  base64,
  FILES,
  leakedIn,
  namesIn,
  PASSWORD_AS_FILE,
  secrets,
  VAULT_PASSWORD,
} from '../support/plantedSecrets.ts';
import { createTestService } from '../support/service.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const shown = new Set<string>();
const found = new Set<string>();
let outputs = 0;

function expectNone(said: string, where: string): void {
  outputs++;
  for (const secret of leakedIn(said)) shown.add(secret);
  expect(leakedIn(said), where).toEqual([]);
}

const FORMATS = ['pretty', 'json', 'json-v2', 'sarif', 'github', 'junit', 'codeclimate', 'markdown'];

const INVENTORIES = Object.keys(FILES).filter((path) => /(?:inventory\.yml|hosts\.ini)$/.test(path));
/** A machine under load. */
const PATIENCE = 120_000;

async function expectNoneOf(folder: Folder, commands: readonly (readonly string[])[]): Promise<void> {
  for (const command of commands) {
    const { stdout, stderr } = await folder.run(command);
    expectNone(stdout + stderr, command.join(' '));
  }
}

it.each(INVENTORIES)(
  'are shown by no command: %s',
  async (path) => {
    const folder = createFolder({ ...FILES, pw: VAULT_PASSWORD });
    try {
      await expectNoneOf(folder, [
        ...FORMATS.map((format) => ['check', path, '--format', format]),
        ['check', path, '--write-baseline', 'baseline.json'],
        ...['pretty', 'json'].flatMap((format) => [
          ['airgap', '-i', path, '--format', format],
          ['airgap', '--list-downloads', '-i', path, '--format', format],
          ['preview', '-i', path, '--format', format],
        ]),
        ['airgap', '--list-downloads', '-i', path, '--format', 'script'],
        ['preview', '-i', path, '--format', 'files', '--output', 'preview'],
        ['preview', '-i', path, '--against', 'group_vars/all.yml'],
        ['preview', '-i', path, '--against', 'group_vars/all.yml', '--format', 'json'],
        ['preview', '-i', path, '--tasks', '--format', 'json', '--vault-password-file', 'pw'],
        ['preflight', '-i', path, '--format', 'json', '--vault-password-file', 'pw'],
        [
          'preview',
          '-i',
          path,
          '--against',
          path === 'inventory.yml' ? 'others/inventory.yml' : 'inventory.yml',
        ],
        ...['pretty', 'markdown', 'json'].map((format) => ['preflight', '-i', path, '--format', format]),
        ['list', '--graph', '-i', path],
        ...['view', 'decrypt', 'rekey'].map((name) => ['vault', name, path, '--vault-password-file', 'pw']),
        ['vault', 'view', path, '--vault-password-file', PASSWORD_AS_FILE],
      ]);
      // What was written beside them.
      for (const name of readdirSync(folder.path, { recursive: true, encoding: 'utf8' })) {
        const file = join(folder.path, name);
        if (!(name in FILES) && name !== 'pw' && statSync(file).isFile())
          expectNone(readFileSync(file, 'utf8'), name);
      }
    } finally {
      folder.remove();
    }
  },
  PATIENCE,
);

it.each(['inventory.yml', 'others/inventory.yml'])(
  'are shown by no value that is asked for: %s',
  async (path) => {
    const folder = createFolder(FILES);
    const beside = path === 'inventory.yml' ? ['use', 'registry', 'backup_token', 'bmc_password'] : [];
    try {
      for (const name of [...namesIn(FILES[path]), ...beside])
        await expectNoneOf(folder, [
          ['explain', 's1', name, '-i', path],
          ['explain', 's1', name, '-i', path, '--format', 'json'],
          ['render', 's1', `{{ ${name} }}`, '-i', path],
          ['render', 's1', `{{ ${name} | string | upper }}`, '-i', path, '--format', 'json'],
        ]);
    } finally {
      folder.remove();
    }
  },
  PATIENCE,
);

it('are shown with --show-secrets', async () => {
  const folder = createFolder(FILES);
  try {
    for (const [command, what] of [
      ['explain', 'agent_token'],
      ['render', '{{ TOKEN }}'],
    ] as const) {
      const { stdout } = await folder.run([command, 's1', what, '-i', 'inventory.yml', '--show-secrets']);
      expect(leakedIn(stdout)).toHaveLength(1);
    }
  } finally {
    folder.remove();
  }
});

it(
  'are shown by nothing in an editor',
  async () => {
    const service = createTestService(createMemoryFileSystem(FILES));
    const whole = { start: { line: 0, column: 0 }, end: { line: 999, column: 0 } };
    for (const [path, text] of Object.entries(FILES)) {
      const uri = uriOf(path);
      expectNone(JSON.stringify(await service.check(uri, {})), `findings of ${path}`);
      expectNone(JSON.stringify(await service.offerFixes(uri, whole, {})), `fixes of ${path}`);
      expectNone(JSON.stringify(await service.inlayHintsIn(uri, whole)), `hints of ${path}`);
      expectNone(JSON.stringify(await service.symbolsOf(uri)), `symbols of ${path}`);
      for (const { host } of (await service.previewedCluster(uri))?.nodes ?? [])
        expectNone(
          JSON.stringify(await service.previewedHost(uri, host, true)),
          `what ${host} gets, by ${path}`,
        );
      for (const [line, content] of text.split('\n').entries()) {
        const start = content.search(/\S/);
        for (const column of [start + 1, content.indexOf('{{') + 4, content.length - 3]) {
          if (column < 0 || column > content.length) continue;
          const hover = await service.hoverAt(uri, { line, column });
          expectNone(JSON.stringify(hover ?? ''), `hover at ${path}:${line + 1}:${column + 1}`);
        }
      }
    }
  },
  PATIENCE,
);

/** What stands in a text as base64, whatever is encoded with it. */
const decoded = (text: string): string =>
  (text.match(/[A-Za-z0-9+/]{16,}=*/g) ?? []).map((word) => Buffer.from(word, 'base64').toString()).join(' ');

it('are reported, nearly all', async () => {
  const service = createTestService(createMemoryFileSystem(FILES));
  const checked = await Promise.all(Object.keys(FILES).map((path) => service.check(uriOf(path), {})));
  const diagnoses = checked.flatMap((result) => result.diagnoses);
  for (const [path, text] of Object.entries(FILES)) {
    const lines = text.split('\n');
    for (const { uri, start, end, ruleId } of diagnoses) {
      if (uri !== uriOf(path) || !/^(?:secret|token)-/.test(ruleId)) continue;
      const marked =
        lines[start.line]?.slice(start.column, start.line === end.line ? end.column : undefined) ?? '';
      // A private key and a folded text begin on the line above.
      const isAbove = marked.endsWith('KEY-----') || marked === '' || marked === '>';
      const covered = isAbove ? marked + (lines[start.line + 1] ?? '') : marked;
      for (const secret of secrets)
        if (
          covered.includes(secret) ||
          covered.includes(base64(secret).slice(0, 12)) ||
          decoded(covered).includes(secret)
        )
          found.add(secret);
    }
  }
  const missed = secrets.filter((secret) => !found.has(secret));
  // A PIN, a default in a template, a name that may as well be that of a file, and the password of a vault, in no file.
  expect(missed.length, missed.join(' ')).toBeLessThan(5);
});

afterAll(() => {
  process.stdout.write(
    `planted secrets: ${secrets.length}, reported ${found.size}, shown ${shown.size} in ${outputs} outputs\n`,
  );
});

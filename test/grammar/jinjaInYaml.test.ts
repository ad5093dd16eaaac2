// Runs the annotated texts in test/fixtures/grammar on every YAML grammar at hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { IRawGrammar } from 'vscode-textmate';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index.js';
import { createRegistry, readGrammars } from '../support/grammars.ts';
import { minimalYaml } from './minimalYaml.ts';

const path = (relative: string): string => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The runner's types name its own older copy of vscode-textmate; it asks no more of a registry than ours gives. */
type RunnerRegistry = Parameters<typeof runGrammarTestCase>[0];

interface Host {
  readonly name: string;
  readonly language: 'yaml' | 'ansible';
  readonly grammars: readonly IRawGrammar[];
}

/** VS Code's own grammars, from a VS Code that the editor tests have set up; none in a fresh clone. */
function vsCodeHosts(): readonly Host[] {
  const root = path('.cache/vscode');
  const versions = existsSync(root) ? readdirSync(root).filter((name) => /^\d/.test(name)) : [];
  return versions.flatMap((version) => {
    const folder = `${root}/${version}/extensions/yaml/syntaxes`;
    return existsSync(folder)
      ? [{ name: `VS Code ${version}`, language: 'yaml', grammars: readGrammars(folder) }]
      : [];
  });
}

const hosts: readonly Host[] = [
  { name: 'minimal YAML', language: 'yaml', grammars: [minimalYaml('yaml')] },
  { name: 'minimal Ansible', language: 'ansible', grammars: [minimalYaml('ansible')] },
  ...vsCodeHosts(),
];

const fixtures = readdirSync(path('test/fixtures/grammar'));

describe.each(hosts)('Jinja in strings of $name', ({ language, grammars }) => {
  const registry = createRegistry(grammars);
  test.each(fixtures)('%s', async (name) => {
    const text = readFileSync(path(`test/fixtures/grammar/${name}`), 'utf8');
    const source = parseGrammarTestCase(text.replaceAll(/(?<=\.)yaml(?=["\s])/g, language));
    expect(source.assertions.length).toBeGreaterThan(10);
    const failures = await runGrammarTestCase(registry as unknown as RunnerRegistry, source);
    const said = failures.map(({ line, start, end, missing, unexpected, actual }) => {
      const wrong = [...missing, ...unexpected.map((scope) => `no ${scope}`)];
      return `${name}:${line + 1}, ${start}-${end}: expected ${wrong.join(', ')} in ${actual.join(' ')}`;
    });
    expect(said.join('\n')).toBe('');
  });
});

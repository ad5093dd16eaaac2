// Loads TextMate grammars as VS Code does: one host grammar and what is injected into it. Knows nothing of Jinja.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IRawGrammar, parseRawGrammar, Registry } from 'vscode-textmate';

const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
const onigLib = loadWASM(readFileSync(wasm)).then(() => ({ createOnigScanner, createOnigString }));

const readGrammar = (path: string): IRawGrammar => parseRawGrammar(readFileSync(path, 'utf8'), path);

/** Every grammar in a folder. */
export const readGrammars = (folder: string): readonly IRawGrammar[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tmLanguage.json'))
    .map((name) => readGrammar(`${folder}/${name}`));

/** The grammars this extension brings; all of them are injected. */
const ownGrammars = readGrammars(fileURLToPath(new URL('../../syntaxes', import.meta.url)));

/** A registry of the host grammars; what they do not know is looked for in ours. */
export function createRegistry(hosts: readonly IRawGrammar[]): Registry {
  const byScope = new Map([...hosts, ...ownGrammars].map((grammar) => [grammar.scopeName, grammar]));
  const injected = ownGrammars.map((grammar) => grammar.scopeName);
  return new Registry({
    onigLib,
    loadGrammar: async (scope) => byScope.get(scope),
    getInjections: (scope) => (hosts.some((host) => host.scopeName === scope) ? injected : undefined),
  });
}

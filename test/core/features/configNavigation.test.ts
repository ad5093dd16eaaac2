// Outline, folding, colours and selection inside of a configuration of K3s, whatever form it is written in.
import { describe, expect, it } from 'vitest';
import type { SymbolInfo } from '../../../server/src/core/index.ts';
import { createSourceText, lineColumnAt, offsetAt } from '../../../server/src/core/text/sourceText.ts';
import { CLUSTER_HEAD } from '../../support/clusterHead.ts';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const uri = uriOf('inventory.yml');
const serviceFor = (text: string) => createTestService(createMemoryFileSystem({ 'inventory.yml': text }));

interface Place {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

function textAt(text: string, { start, end }: Place): string {
  const source = createSourceText('', text);
  return text.slice(offsetAt(source, start), offsetAt(source, end));
}

const REGISTRIES = `${CLUSTER_HEAD}    registries_config_yaml: |
      # ours
      mirrors:
        docker.io:
          endpoint:
            - "https://a.example"
      configs:
        a.example:
          tls: { insecure_skip_verify: true }
    user_kubectl: true
`;

describe('outline', () => {
  const names = (symbols: readonly SymbolInfo[]): unknown[] =>
    symbols.map(({ name, children }) => (children.length > 0 ? [name, ...names(children)] : name));

  it('shows the keys at every depth', async () => {
    const shown = JSON.stringify(names(await serviceFor(REGISTRIES).symbolsOf(uri)));
    expect(shown).toContain(
      '["registries_config_yaml",["mirrors",["docker.io","endpoint"]],["configs",["a.example",["tls","insecure_skip_verify"]]]],"user_kubectl"',
    );
  });

  it.each(['|', '>-', '|2', ''])('knows where they stand, below %j', async (header) => {
    const text = `${CLUSTER_HEAD}    server_config_yaml: ${header}\n      node-label:\n        - a=b\n      debug: true\n`;
    const all = (symbols: readonly SymbolInfo[]): SymbolInfo[] =>
      symbols.flatMap((symbol) => [symbol, ...all(symbol.children)]);
    const settings = all(await serviceFor(text).symbolsOf(uri)).filter(({ kind }) => kind === 'setting');
    expect(settings.map(({ nameRange }) => textAt(text, nameRange))).toEqual(['node-label', 'debug']);
    expect(textAt(text, settings[0] as SymbolInfo)).toBe('node-label:\n        - a=b');
  });
});

it('folds what is longer than a line', async () => {
  const ranges = await serviceFor(REGISTRIES).foldingRangesOf(uri, 100);
  const lines = ranges?.map(({ startLine, endLine }) => `${startLine}-${endLine}`);
  expect(lines).toEqual(expect.arrayContaining(['7-15', '9-12', '10-12', '11-12', '13-15', '14-15']));
});

it('colours keys, numbers, switches and comments of a block, and leaves Jinja as it is', async () => {
  const text = `${CLUSTER_HEAD}    server_config_yaml: |
      # as agreed
      https-listen-port: 6443 # {{ api_port }}
      debug: true
      node-name: "{{ inventory_hostname }}"
      tls-san: [a, b]
`;
  const tokens = await serviceFor(text).semanticTokensIn(uri);
  const shown = tokens.map((token) => `${token.type} ${textAt(text, token)}`);
  expect(shown).toEqual([
    'comment # as agreed',
    'property https-listen-port',
    'number 6443',
    'variable api_port',
    'property debug',
    'keyword true',
    'property node-name',
    'variable inventory_hostname',
    'property tls-san',
  ]);
});

const BODY = ['node-label:', '  - a=b', '  - c=d', 'debug: true'];

// A mapping has the colours that YAML has anyway.
describe('in every style that keeps the lines', () => {
  const styles = [
    ...['|', '|-', '|+', '|2'].map(
      (header) => `${header}\n${BODY.map((line) => `      ${line}\n`).join('')}`,
    ),
    ...['>', '>-', '>+'].map((header) => `${header}\n${BODY.map((line) => `      ${line}\n`).join('\n')}`),
    `"${BODY.join('\\n')}"\n`,
    `'${BODY.join('\n\n      ')}'\n`,
  ];
  const lineEnds: readonly [string, string][] = [
    ['with line feeds', '\n'],
    ['with carriage returns', '\r\n'],
  ];

  it.each(
    styles.flatMap((style) => lineEnds.map(([name, end]) => [JSON.stringify(style), name, style, end])),
  )('%s %s: outline and colours are there', async (_, __, style = '', end = '') => {
    const text = `${CLUSTER_HEAD}    server_config_yaml: ${style}`.replaceAll('\n', end);
    const service = serviceFor(text);
    const tokens = (await service.semanticTokensIn(uri)).map(
      (token) => `${token.type} ${textAt(text, token)}`,
    );
    expect(tokens).toEqual(['property node-label', 'property debug', 'keyword true']);
    const names = (symbols: readonly SymbolInfo[]): string[] =>
      symbols.flatMap(({ name, children }) => [name, ...names(children)]);
    const outline = names((await service.symbolsOf(uri)) ?? []);
    expect(outline).toEqual(expect.arrayContaining(['node-label', 'debug']));
  });
});

it('grows a selection from the value to its entry, its list and the whole text', async () => {
  const text = `${CLUSTER_HEAD}    server_config_yaml: |\n      debug: true\n      tls-san:\n        - a.exa$0mple\n        - b\n`;
  const position = lineColumnAt(createSourceText('', text), text.indexOf('$0'));
  const plain = text.replace('$0', '');
  const ranges = await serviceFor(plain).selectionRangesAt(uri, position);
  const shown = ranges.map((range) => textAt(plain, range));
  expect(shown.slice(0, 3)).toEqual([
    'a.example',
    '- a.example\n        - b',
    'tls-san:\n        - a.example\n        - b',
  ]);
  expect(shown[3]).toContain('debug: true');
});

it('survives texts that are broken, empty, or contain themselves', async () => {
  for (const inner of ['{{ x', '{% if a %}', '[a', '&a {b: *a}', '\t', '*: x', '- - -', '']) {
    const service = serviceFor(
      `${CLUSTER_HEAD}    server_config_yaml: |\n      ${inner}\n    user_kubectl: true\n`,
    );
    expect(JSON.stringify(await service.symbolsOf(uri))).toContain('user_kubectl');
    expect(await service.foldingRangesOf(uri, 100)).toBeDefined();
    expect(Array.isArray(await service.semanticTokensIn(uri))).toBe(true);
  }
});

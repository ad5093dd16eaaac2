// The least YAML grammar that can host an injection: a fresh clone has no VS Code to take the real one from. It
// names scopes as VS Code's does, and knows mappings, lists, strings, block scalars and comments, line by line.
import type { IRawGrammar } from 'vscode-textmate';

const named = (...names: readonly string[]) => Object.fromEntries(names.map((name, i) => [i + 1, { name }]));

const quoted = (kind: 'double' | 'single', begin: string, end: string, escaped: string) => ({
  name: `string.quoted.${kind}.yaml`,
  begin,
  beginCaptures: { 0: { name: 'punctuation.definition.string.begin.yaml' } },
  end,
  endCaptures: { 0: { name: 'punctuation.definition.string.end.yaml' } },
  patterns: [{ match: escaped, name: 'constant.character.escape.yaml' }],
});

const double = quoted('double', '"', '"', '\\\\.');
const doubleKey = quoted('double', '"(?=(?:[^"\\\\]|\\\\.)*":(?:\\s|$))', '"', '\\\\.');

/** The indentation of the key decides which lines belong to its block. */
const block = {
  begin: '^( *)((?:- +)*)([\\w.-]+)(:) +([|>])[-+]?$',
  beginCaptures: named(
    'punctuation.whitespace.indentation.yaml',
    'punctuation.definition.block.sequence.item.yaml',
    'entity.name.tag.yaml',
    'punctuation.separator.map.value.yaml',
    'keyword.control.flow.block-scalar.literal.yaml',
  ),
  contentName: 'string.unquoted.block.yaml',
};

const grammar = (end: { while: string } | { end: string }) => ({
  scopeName: 'source.yaml',
  patterns: [
    { name: 'comment.line.number-sign.yaml', match: '(?<=^|[ \\t])#.*' },
    { ...block, ...end },
    { ...doubleKey, name: `${doubleKey.name} entity.name.tag.yaml` },
    {
      name: 'string.unquoted.plain.out.yaml entity.name.tag.yaml',
      begin: '(?=[^\\s#:"\'\\[-][^#:]*:(?:\\s|$))',
      end: '(?=:(?:\\s|$))',
    },
    { name: 'punctuation.separator.map.value.yaml', match: ':(?=\\s|$)' },
    { name: 'punctuation.definition.block.sequence.item.yaml', match: '-(?= )' },
    { name: 'punctuation.definition.flow.yaml', match: '[\\[\\],]' },
    double,
    quoted('single', "'", "'(?!')", "''"),
    { name: 'string.unquoted.plain.out.yaml', begin: '(?=[^\\s#:])', end: '(?=[ \\t]+#|[ \\t]*$)' },
  ],
});

/**
 * The grammar for `source.yaml`, or for `source.ansible`, whose scopes end in `.ansible`. As in the real ones, the
 * first decides before every line whether a block goes on; the second only where nothing inside the block is open.
 */
export function minimalYaml(language: 'yaml' | 'ansible'): IRawGrammar {
  const json = JSON.stringify(
    grammar(language === 'yaml' ? { while: '^(?>\\1 +| *$)' } : { end: '^(?!\\1 | *$)' }),
  );
  return JSON.parse(json.replaceAll('yaml', language));
}

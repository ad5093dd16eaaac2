// Expressions that give filters, tests, methods and operators whatever there is: mostly what they do not take.
import { jinjaPlugins } from '../../server/src/core/jinja/catalog.ts';
import type { Random } from './random.ts';

const VALUES = [
  'none',
  'true',
  'false',
  '0',
  '1',
  '-1',
  '2',
  '7',
  '2.5',
  '1e400',
  "''",
  "'a'",
  "'b-a, c'",
  "' Ab '",
  "'12'",
  "'-3.5'",
  "'[1]'",
  "'ä€😀'",
  "'a\\nb\\n'",
  "'/x/y.tar.gz'",
  "'%s %d'",
  '\'{"a": 1}\'',
  "'1.2.3'",
  '[]',
  '[none]',
  '[0]',
  '[true, 1]',
  "['a', 'B', 'a']",
  "['b', 1]",
  '[3, 1, 2]',
  '[[1], [2]]',
  "[{'a': 1}, {'a': 2}]",
  "[{'key': 'a', 'value': 1}]",
  '{}',
  "{'a': 1}",
  "{'a': {'b': 1}, 'c': [1]}",
  '()',
  '(1, 2)',
  'nope',
  'nope.nope',
  'range(3)',
  "{'a': 1}.keys()",
  "{'a': 1}.items()",
  'hostvars',
  'text',
  'items',
  'dict_',
];

/** Those whose values change from one run to the next, or that need more than values. */
const LEFT_OUT = /^(?:random|shuffle|strftime|pprint|to_uuid|fileglob|vault|unvault|password_hash|pause)$/;
const named = (kind: 'filter' | 'test'): readonly string[] =>
  jinjaPlugins()
    .filter(
      (plugin) =>
        plugin.kind === kind &&
        (plugin.collection === 'jinja2' || plugin.collection === 'ansible.builtin') &&
        !LEFT_OUT.test(plugin.name),
    )
    .map(({ name }) => name);

const FILTERS = named('filter');
const TESTS = named('test').filter((name) => /^\w+$/.test(name));
const METHODS =
  'lower upper capitalize strip lstrip rstrip split rsplit splitlines replace startswith endswith join count find rfind index rindex partition rpartition removeprefix removesuffix ljust rjust center zfill isdigit isalpha isspace islower isupper title swapcase casefold encode format expandtabs translate keys values items get copy append pop update extend insert clear remove sort reverse setdefault bit_length conjugate is_integer __len__ __class__'.split(
    ' ',
  );
const OPERATORS = '+ - * / // % ** ~ == != < > <= >= and or in'.split(' ').concat('not in', 'if nope else');
const NAMES =
  'default_value boolean d attribute case_sensitive reverse by sep maxsplit old new count chars key_name value_name recursive list_merge levels skip_nulls b true_val false_val none_val width indent first blank base method precision start pattern replacement ignorecase multiline regex fillvalue linecount fill_with container morekeys msg default'.split(
    ' ',
  );

export function createWrongArguments(random: Random): () => string {
  const value = (): string => random.pick(VALUES);
  const args = (): string => {
    const count = random.pick([0, 1, 1, 1, 2, 2, 3]);
    const given = Array.from({ length: count }, () =>
      random.below(5) === 0 ? `${random.pick(NAMES)}=${value()}` : value(),
    );
    // One name twice is no Python, and those by position come first.
    if (new Set(given.map((one) => one.split('=')[0])).size < given.length) return '';
    given.sort((a, b) => Number(/^\w+=/.test(a)) - Number(/^\w+=/.test(b)));
    return given.join(', ');
  };
  const call = (name: string): string => (random.below(3) === 0 ? name : `${name}(${args()})`);
  const forms: readonly (() => string)[] = [
    () => `${value()} | ${call(random.pick(FILTERS))}`,
    () => `${value()} | ${call(random.pick(FILTERS))}`,
    () => `${value()} | ${call(random.pick(FILTERS))} | ${call(random.pick(FILTERS))}`,
    () => `${value()} | map('${random.pick(FILTERS)}'${random.below(2) ? '' : `, ${value()}`}) | list`,
    () =>
      `${value()} | ${random.pick(['select', 'reject'])}('${random.pick(TESTS)}'${random.below(2) ? '' : `, ${value()}`}) | list`,
    () =>
      `${value()} | ${random.pick(['selectattr', 'rejectattr'])}(${random.pick(["'a'", value()])}, '${random.pick(TESTS)}'${random.below(2) ? '' : `, ${value()}`}) | list`,
    () => `${value()} is ${call(random.pick(TESTS))}`,
    () => `${value()} is ${random.pick(TESTS)} ${random.pick(["'a'", '1', 'none'])}`,
    () => `(${value()}).${random.pick(METHODS)}(${args()})`,
    () => `(${value()}).${random.pick(METHODS)}(${args()})`,
    () => `${value()} ${random.pick(OPERATORS)} ${value()}`,
    () => `${random.pick(['not', '-', '+'])} ${value()}`,
    () => `(${value()})[${value()}]`,
    () => `(${value()})[${value()}:${value()}]`,
    () => `(${value()}).${random.pick(['a', 'b', 'nope', '0'])}`,
    () => `${random.pick(['range', 'dict', 'lipsum', 'cycler', 'joiner', 'namespace', 'nope'])}(${args()})`,
  ];
  return () => `{{ ${random.pick(forms)()} }}`;
}

// An INI file as Python's configparser reads it for Ansible. Knows sections and options, nothing of their meaning.
// Read from Python 3.11, configparser.py, with the settings of ansible-core 2.14.18, config/manager.py.

/** Options by section, their names in lower case. What stands in `[DEFAULT]` is in every section. */
export type ConfigFile = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Reading {
  readonly sections: Map<string, Map<string, string[]>>;
  section: Map<string, string[]> | undefined;
  option: string[] | undefined;
  indent: number;
}

/** `undefined` for a file that Ansible refuses; it then does not start at all. */
export function parseConfigFile(text: string): ConfigFile | undefined {
  const reading: Reading = { sections: new Map(), section: undefined, option: undefined, indent: 0 };
  for (const line of text.split('\n')) {
    if (!readLine(reading, line)) return undefined;
  }
  const defaults = finish(reading.sections.get('DEFAULT') ?? new Map());
  return new Map(
    [...reading.sections].map(([name, options]) => [name, new Map([...defaults, ...finish(options)])]),
  );
}

const finish = (options: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string> =>
  new Map([...options].map(([name, lines]) => [name, trimEnd(lines.join('\n'))]));

/** Python does not take a byte order mark for a blank, as JavaScript does. */
const trim = (text: string): string => trimEnd(text.replace(/^[^\S\ufeff]+/, ''));
const trimEnd = (text: string): string => text.replace(/(?<![^\S\ufeff])[^\S\ufeff]+$/, '');

/**
 * Reads one line; false where configparser raises an error. A line that is indented deeper than the option above
 * continues its value.
 */
function readLine(reading: Reading, line: string): boolean {
  const comment = commentStart(line);
  const value = trim(comment === undefined ? line : line.slice(0, comment));
  if (value === '') {
    if (comment === undefined) reading.option?.push('');
    return true;
  }
  const indent = line.search(/\S|\ufeff/);
  if (reading.option && indent > reading.indent) {
    reading.option.push(value);
    return true;
  }
  reading.indent = indent;
  const section = /^\[(.+)\]/.exec(value)?.[1];
  return section === undefined ? readOption(reading, value) : openSection(reading, section);
}

/** Where a comment starts: a line's first mark, or a `;` after a blank. */
function commentStart(line: string): number | undefined {
  if (/^[#;]/.test(trim(line))) return 0;
  const match = /(^|\s);/.exec(line);
  return match ? match.index + (match[1]?.length ?? 0) : undefined;
}

function openSection(reading: Reading, name: string): boolean {
  const known = reading.sections.get(name);
  if (known && name !== 'DEFAULT') return false;
  reading.section = known ?? new Map();
  reading.option = undefined;
  reading.sections.set(name, reading.section);
  return true;
}

function readOption(reading: Reading, line: string): boolean {
  const match = /^([^=:]*)[=:](.*)$/.exec(line);
  const name = trimEnd(match?.[1] ?? '').toLowerCase();
  if (!reading.section || name === '' || reading.section.has(name)) return false;
  reading.option = [trim(match?.[2] ?? '')];
  reading.section.set(name, reading.option);
  return true;
}

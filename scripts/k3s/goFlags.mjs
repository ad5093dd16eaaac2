// Reads which flags `k3s server` and `k3s agent` take from the Go sources of K3s: facts, none of its words.

/** How the types of the library for command lines are called in schemas/k3s.flags.json. */
const types = {
  StringFlag: 'text',
  IntFlag: 'integer',
  BoolFlag: 'boolean',
  BoolTFlag: 'boolean',
  DurationFlag: 'duration',
  StringSliceFlag: 'list',
};

/**
 * @typedef {{ name: string, alias?: string, type: string, env?: string, default?: string, hidden?: true, deprecated?: true }} GoFlag
 * @typedef {{ server: GoFlag[], agent: GoFlag[], critical: string[] }} GoFlags
 */

/**
 * @param {string[]} files All files of pkg/cli/cmds.
 * @param {string} configTypes pkg/daemons/config/types.go.
 * @returns {GoFlags}
 */
export function readFlags(files, configTypes) {
  const text = files.join('\n');
  const named = new Map();
  for (const match of text.matchAll(/^\s*(?:var\s+)?(\w+)\s*=\s*&?cli\.(\w+)\{/gm)) {
    if (types[match[2]])
      named.set(match[1], flagOf(match[2], braced(text, match.index + match[0].length - 1)));
  }
  const list = (opening) => {
    const start = opening.exec(text);
    return start ? flagsOf(braced(text, start.index + start[0].length - 1), named) : [];
  };
  return {
    server: list(/ServerFlags\s*=\s*\[\]cli\.Flag\{/),
    agent: list(/func NewAgentCommand[\s\S]*?Flags:\s*\[\]cli\.Flag\{/),
    critical: criticalOf(configTypes),
  };
}

/** What the braces at `start` hold, strings and comments left out of the counting. */
function braced(text, start) {
  let depth = 0;
  const token = /"(?:\\.|[^"\\])*"|`[^`]*`|\/\/[^\n]*|[{}]/g;
  token.lastIndex = start;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return text.slice(start + 1, match.index);
  }
  throw new Error(`No closing brace after ${JSON.stringify(text.slice(start, start + 60))}`);
}

/** The flags of a list: by the names of variables, or written out. */
function flagsOf(body, named) {
  const flags = [];
  const item = /\/\/[^\n]*|&?cli\.(\w+)\{|\b([A-Z]\w*)\b/g;
  for (let match = item.exec(body); match; match = item.exec(body)) {
    const [whole, literal, name] = match;
    if (literal) {
      const inside = braced(body, match.index + whole.length - 1);
      flags.push(flagOf(literal, inside));
      item.lastIndex += inside.length + 1;
    } else if (name) {
      if (!named.has(name)) throw new Error(`The list of flags names ${name}, which is nowhere defined`);
      flags.push(named.get(name));
    }
  }
  return flags.filter(Boolean);
}

function flagOf(literal, body) {
  const type = types[literal];
  if (!type) throw new Error(`There is no type for cli.${literal}`);
  const [name, ...aliases] = stringOf(field(body, 'Name')).split(/,\s*/);
  const alias = aliases[0] ?? /Aliases:\s*\[\]string\{\s*"([^"]+)"/.exec(body)?.[1];
  const env = /EnvVars?:\s*(?:\[\]string\{)?\s*([^,}\n]+)/.exec(body)?.[1];
  const value = defaultOf(field(body, 'Value'), type);
  const usage = field(body, 'Usage') ?? '';
  return {
    name,
    ...(alias ? { alias } : {}),
    type,
    ...(env ? { env: stringOf(env) } : {}),
    ...(value === undefined ? {} : { default: value }),
    ...(/Hidden:\s*true/.test(body) ? { hidden: true } : {}),
    ...(/\bdeprecated\b/i.test(usage) ? { deprecated: true } : {}),
  };
}

const field = (body, name) =>
  new RegExp(`(?:^|[\\s{,])${name}:\\s*([^\\n]+?),?\\s*(?:\\n|$)`).exec(body)?.[1];

/** A Go expression of strings, added up; the program is K3s here. */
function stringOf(expression = '') {
  return (
    expression
      .replace(/version\.ProgramUpper/g, '"K3S"')
      .replace(/version\.Program/g, '"k3s"')
      .match(/"((?:\\.|[^"\\])*)"/g)
      ?.map((part) => part.slice(1, -1))
      .join('') ?? ''
  );
}

/** What a flag is when it is not set; `undefined` where the sources work it out. */
function defaultOf(expression, type) {
  if (!expression || expression.startsWith('&')) return undefined;
  if (type === 'duration') return durationOf(expression);
  if (/^(?:true|false|-?\d+)$/.test(expression)) return expression;
  const [first] = expression.match(/cli\.NewStringSlice\((.*)\)/)?.slice(1) ?? [expression];
  return /^(?:"|version\.)/.test(first) ? stringOf(first) : undefined;
}

function durationOf(expression) {
  const match = /^(?:(\d+)\s*\*\s*)?time\.(Second|Minute|Hour)(?:\s*\*\s*(\d+))?$/.exec(expression);
  return match ? `${match[1] ?? match[3] ?? 1}${match[2]?.[0]?.toLowerCase()}` : undefined;
}

/** The settings that all servers of a cluster must share: K3s refuses to start on a difference. */
function criticalOf(configTypes) {
  const body = /type CriticalControlArgs struct \{([\s\S]*?)\n\}/.exec(configTypes)?.[1] ?? '';
  return [...new Set([...body.matchAll(/cli:"([^"]+)"/g)].map((match) => match[1] ?? ''))];
}

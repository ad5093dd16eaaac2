// Explains what Ansible refuses in the structure of an inventory that is valid YAML or INI.
import type { ModelFile, StructureProblem } from '../../ansible/model/model.ts';
import { type Message, msg } from '../../text/message.ts';
import { isInside, type Span } from '../../text/span.ts';
import { findPairAt } from '../../yaml/pairs.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { isGluedEntry } from './bareText.ts';
import type { ProblemText } from './describeProblem.ts';

/** Without problems that other rules report with a fix, and their consequences. */
export function withoutOwnRule(
  { document }: ModelFile,
  problems: readonly StructureProblem[],
): StructureProblem[] {
  const reported: Span[] = [];
  for (const { code, span, subject } of problems) {
    const pair = findPairAt(document?.root, span)?.pair;
    const isList = pair?.value?.kind === 'sequence' && /^(?:hosts|children)$/.test(subject);
    const isGlued = pair?.value?.kind === 'scalar' && isGluedEntry(pair.value.text);
    if (pair && (code === 'host-not-mapping' ? isGlued : isList)) reported.push(pair.span);
  }
  return problems.filter(({ span }) => !reported.some((outer) => isInside(span, outer)));
}

/** The words of a problem; `cause` is `yaml` where the file as a whole is no inventory. */
export function describeStructure(
  file: ModelFile,
  problem: StructureProblem,
): ProblemText & { readonly cause: 'yaml' | 'structure' } {
  const isWhole = problem.code === 'root-not-mapping' || problem.code === 'empty';
  return {
    span: lineOf(file.source, problem.span),
    message: describe(file, problem),
    cause: isWhole ? 'yaml' : 'structure',
  };
}

/** A file that begins as YAML does, under a name by which Ansible reads it as INI. */
export const isYamlReadAsIni = ({ document, source }: ModelFile): boolean =>
  !document && YAML_START.test(source.slice(0, LONGEST_START));

const LONGEST_START = 4000;
const YAML_START =
  /^(?:[ \t]*(?:#.*)?\r?\n|---[ \t]*\r?\n)*[ ]*["']?\w[\w.-]*["']?:[ \t]*(?:#.*)?\r?\n[ \t]+["']?\w[\w.-]*["']?:/;

function describe(file: ModelFile, { code, subject, group = '' }: StructureProblem): Message {
  const { role, document } = file;
  if (isYamlReadAsIni(file))
    return msg(
      'This is YAML, but Ansible reads a file as YAML only if its name ends in .yml, .yaml or .json, or has no ending; this one it takes for INI. Rename it.',
    );
  switch (code) {
    case 'root-not-mapping':
      return describeRoot(role, resolveAlias(document?.root)?.kind === 'sequence');
    case 'empty':
      return msg('The inventory is empty.');
    case 'section-not-mapping':
      return msg(
        '“{0}” of group “{1}” must be a mapping of keys with colons, without dashes.',
        subject,
        group,
      );
    case 'host-not-mapping':
      return msg(
        'Host “{0}” has a plain value, but variables must stand below it. For an address, write “ansible_host: …” there.',
        subject,
      );
    case 'group-not-mapping':
      return msg(
        'Group “{0}” has a plain value, but “hosts”, “children” or “vars” must stand below it.',
        subject,
      );
    case 'key-not-string':
      return msg('This name is read as a number, a truth value or nothing. Put it in quotes.');
    case 'range-invalid':
      return msg('“{0}” is no valid host name or range. A range looks like node[1:3] or node[a:c].', subject);
    case 'group-loop':
      return msg('Group “{0}” would contain itself.', subject);
    case 'group-undefined':
      return msg('Group “{0}” is used here, but no section [{0}] declares it.', subject);
    case 'format-disabled':
      return msg('No inventory plugin reads this file: ansible.cfg enables only others (enable_plugins).');
    case 'priority-invalid':
      return msg('ansible_group_priority of group “{0}” must be a whole number.', subject);
    default:
      return msg(
        'This is no line of an INI inventory: hosts take variables as “key=value”, sections look like [name], [name:vars] or [name:children].',
      );
  }
}

const describeRoot = (role: ModelFile['role'], isList: boolean): Message => {
  if (role !== 'inventory') return msg('A file of variables must be a mapping: “name: value” on every line.');
  return isList
    ? msg('The inventory is a list. It must start with the name of a group and a colon, without a dash.')
    : msg('The inventory is no mapping. It must start with the name of a group and a colon.');
};

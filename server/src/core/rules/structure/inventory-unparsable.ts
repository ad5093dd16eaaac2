import type { ModelFile, UnknownSource } from '../../ansible/model/model.ts';
import { afterRefusal } from '../../ansible/model/refusal.ts';
import { defineRule, type RuleContext, type RuleFinding, type Severity } from '../../diagnostics/rule.ts';
import { type Message, msg } from '../../text/message.ts';
import { describeProblem, firstProblem } from './describeProblem.ts';
import { describeStructure, withoutOwnRule } from './describeStructure.ts';
import { structureRepairs } from './repairStructure.ts';
import { yamlRepairs } from './repairYaml.ts';
import { type UnindentedVault, unindentedVault } from './unindentedVault.ts';

export const inventoryUnparsable = defineRule({
  id: 'inventory-unparsable',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  aboutRefusal: true,
  summary: msg('Ansible cannot read the file'),
  why: msg(
    'An inventory that Ansible cannot read is not an error to it: it prints "Unable to parse … as an inventory source", goes on with the implicit localhost, no play of k3s-ansible matches a host, and the exit code is 0.\nIn a pipeline this looks like a success.\nWhere YAML is fine and only the structure is not, Ansible keeps what it has read so far, so that plays may even run on some of the hosts without their variables.\nFiles in `group_vars` and `host_vars` do stop the run.\nSet `unparsed_is_failed = true` in the section `[inventory]` of `ansible.cfg` to have the run fail in the first case, too ([Ansible documentation](https://docs.ansible.com/ansible/latest/reference_appendices/config.html#inventory-unparsed-is-failed)).',
  ),
  *check(context) {
    for (const unknown of context.model.unknowns) yield* checkUnreadable(unknown);
    for (const { code, uri, span, subject } of context.model.problems) {
      if (code !== 'range-too-large') continue;
      const message = msg('"{0}" stands for more hosts than are read here; they are left out.', subject);
      yield { uri, span, severity: 'info', message };
    }
    const reported = new Set(
      context.model.unknowns.filter(({ reason }) => UNREADABLE[reason]).map(({ uri }) => uri),
    );
    for (const uri of context.files.keys()) {
      // A text in another encoding may have been read in part: one cause gives one finding.
      const finding = reported.has(uri) ? undefined : checkFile(context, uri);
      if (finding) yield finding;
    }
  },
});

const UNREADABLE: { readonly [Reason in UnknownSource['reason']]?: Message } = {
  missing: msg(
    'There is no such file: Ansible warns and goes on without the hosts that it would define. Create it, or correct the path.',
  ),
  unreadable: msg(
    'The file cannot be read: its permissions forbid it, it is encrypted, or it is not UTF-8. Nothing in it was checked.',
  ),
  'utf-16': msg(
    'The file is written in UTF-16, as PowerShell does with ">", and Ansible reads UTF-8 only. Save it as UTF-8. Nothing in it was checked.',
  ),
  'special-file': msg('This is a device, a pipe or a socket, and no file. Nothing in it was checked.'),
  'too-large': msg('The file, or what is in the folder, is too large to be checked.'),
};

/** A file of variables may be encrypted on purpose, and readable where the playbook is run. */
function severityOf({ reason, owner }: UnknownSource): Severity {
  if (reason === 'too-large') return 'info';
  if (reason === 'utf-16') return 'error';
  return owner ? 'warning' : 'error';
}

function* checkUnreadable(unknown: UnknownSource): Generator<RuleFinding, void, undefined> {
  const { uri, reason, span } = unknown;
  const message = UNREADABLE[reason];
  if (message) yield { uri, span: span ?? { start: 0, end: 0 }, severity: severityOf(unknown), message };
}

/** Only the first problem of a file: the others are mostly consequences. */
function checkFile({ model, files }: RuleContext, uri: string): RuleFinding | undefined {
  const file = files.get(uri);
  if (!file) return undefined;
  const { source, document, role } = file;
  const isBroken = document?.problems.some(({ fatal }) => fatal) ?? false;
  if (isBroken) {
    const problem = firstProblem(document?.problems ?? []);
    if (!problem) return undefined;
    const vault = unindentedVault(source, problem.span.start);
    if (vault) return describeVault(file, vault);
    const described = describeProblem(source, problem);
    return {
      uri,
      span: described.span,
      message: msg('{0} {1}', described.message, afterRefusal(role, 'yaml')),
      fixes: document?.isJson ? [] : yamlRepairs(source, described),
    };
  }
  const own = model.problems.filter((problem) => problem.uri === uri && problem.fatal);
  const [first] = withoutOwnRule(file, own).sort((a, b) => a.span.start - b.span.start);
  if (!first) return undefined;
  const { span, message, cause } = describeStructure(file, first);
  return {
    uri,
    span,
    message: msg('{0} {1}', message, afterRefusal(role, cause)),
    fixes: structureRepairs(file, first),
  };
}

const describeVault = (
  { source: { uri }, role }: ModelFile,
  { span, edits }: UnindentedVault,
): RuleFinding => ({
  uri,
  span,
  message: msg(
    'The ciphertext must be indented deeper than the key of its !vault. Indent the block. {0}',
    afterRefusal(role, 'yaml'),
  ),
  fixes: [{ title: msg('Indent the block'), safety: 'safe', preferred: true, edits: () => edits }],
});

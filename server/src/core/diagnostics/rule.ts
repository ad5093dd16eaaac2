// What a rule is. One rule, one file: it reads the model and yields findings; it knows no editor and no other rule.
import type { Location } from '../ansible/model/model.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { query } from '../query/query.ts';
import type { Message } from '../text/message.ts';
import type { TextEdit } from '../text/textEdit.ts';

export type Severity = 'error' | 'warning' | 'info';

/** `safe` keeps what the inventory means; `unsafe` needs a look, because it may change it. */
export type FixSafety = 'safe' | 'unsafe';

/** What a fix may need from outside, so that the core stays pure. */
export interface FixEnvironment {
  /** `length` characters of `[A-Za-z0-9]` from a cryptographic source. */
  randomToken(length: number): string;
}

/** What a client must ask for, or show, to do the fix; the server does the rest. */
export type FixRequest = 'encrypt-indirect' | 'encrypt-file' | 'encrypt-inline' | 'airgap-downloads';

export interface Fix {
  readonly title: Message;
  readonly safety: FixSafety;
  /** True for the one fix an editor should prefer. */
  readonly preferred?: boolean;
  /** The edits, all in the finding's own file. Absent when the client must ask first. */
  readonly edits?: (environment: FixEnvironment) => readonly TextEdit[];
  readonly request?: FixRequest;
}

/** What a rule yields; the runner adds rule and severity. */
export interface RuleFinding extends Location {
  readonly message: Message;
  readonly related?: readonly (Location & { readonly message: Message })[];
  readonly fixes?: readonly Fix[];
  /** Only where a finding weighs differently from its rule. */
  readonly severity?: Severity;
  readonly deprecated?: boolean;
}

export interface Finding extends RuleFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly fixes: readonly Fix[];
}

/** What a rule sees of an inventory. */
export type RuleContext = InventoryContext;

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** Product version that brought the rule. */
  readonly since: string;
  /** What the rule finds, one line. */
  readonly summary: Message;
  /** Why it matters, with the evidence a careful operator asks for; Markdown. */
  readonly why: Message;
  /**
   * What must be known of the plays: nothing but how Ansible reads the inventory, or which variable is the cluster's
   * token as well; such a rule speaks on every inventory that installs K3s. `dialect`: what is
   * known of the project's groups and variables, whichever it is. Absent where it needs what k3s-ansible does
   * with groups and variables.
   */
  readonly needs?: 'ansible' | 'token' | 'dialect';
  /** True for rules about what makes Ansible refuse a file; all others are silent on such a file. */
  readonly aboutRefusal?: boolean;
  /** True for a rule that looks at such files as a text, too. */
  readonly readsRefused?: boolean;
  /** True for what matters only to somebody who looks at the very file; lists of findings leave it out. */
  readonly onlyWhereOpened?: boolean;
  readonly check: (context: RuleContext) => Iterable<RuleFinding>;
}

/** What a rule finds is remembered for as long as what it has read is the same. */
export const defineRule = (rule: Rule): Rule => ({
  ...rule,
  check: query((context: RuleContext): readonly RuleFinding[] => [...rule.check(context)]),
});

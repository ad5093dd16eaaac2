// What a rule is. One rule, one file: it reads the model and yields findings; it knows no editor and no other rule.
import type { Location } from '../ansible/model/model.ts';
import type { InventoryContext } from '../k3s/context.ts';
import { query } from '../query/query.ts';
import type { Message } from '../text/message.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** `error`: the play fails, or does what is never wanted; `warning`: it may; `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** `safe` keeps what the inventory means; `unsafe` needs a look, because it may change it. */
export type FixSafety = 'safe' | 'unsafe';

/** What a fix may need from outside, so that the core stays pure. */
export interface FixEnvironment {
  /** `length` characters of `[A-Za-z0-9]` from a cryptographic source. */
  randomToken(length: number): string;
}

/** What a client must ask for, or show, before the fix can be made; the server does the rest. */
export type FixRequest =
  | 'encrypt-indirect'
  | 'encrypt-file'
  | 'encrypt-inline'
  /** A new token, which is never in plain text. */
  | 'generate-encrypted'
  /** A value that the user types. */
  | 'type-encrypted'
  | 'airgap-downloads';

/**
 * A repair that is offered with a finding. Its edits are computed only when it is chosen, so that offering
 * costs nothing.
 */
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
  /** Only where it differs from that of the rule. */
  readonly severity?: Severity;
  readonly deprecated?: boolean;
}

/**
 * What the runner hands on: a rule’s finding with its rule and the severity that the user’s settings give it.
 */
export interface Finding extends RuleFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly fixes: readonly Fix[];
}

/** What a rule sees of an inventory. */
export type RuleContext = InventoryContext;

/**
 * All that is known of a rule. Its page, its setting and the lists of rules are generated from this object.
 */
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
   * What the rule needs to know: `ansible`, only how Ansible reads the inventory; `token`, also which variable is the
   * cluster's token; `dialect`, what the project's groups and variables mean, whichever project it is. Such rules also
   * check inventories of other projects that install K3s. Absent: the rule is about k3s-ansible only.
   */
  readonly needs?: 'ansible' | 'token' | 'dialect';
  /** True for rules about what makes Ansible refuse a file; all others skip such a file. */
  readonly aboutRefusal?: boolean;
  /**
   * `text`: the rule also looks at the text of such files. `structure`: also at those that are YAML or INI without a
   * mistake, of which the model holds everything that is written.
   */
  readonly readsRefused?: 'text' | 'structure';
  /**
   * True for rules that are right about a file of which only the names are known, because it was encrypted as a whole.
   */
  readonly needsNoValues?: boolean;
  /** True for findings that matter only to a person who looks at the file; lists of findings leave them out. */
  readonly onlyWhereOpened?: boolean;
  /**
   * Pure: it may read the context only, may not capture anything, and is asked again only when what it has
   * read has changed.
   */
  readonly check: (context: RuleContext) => Iterable<RuleFinding>;
}

/** Rules are queries: their findings are remembered until something they have read changes. */
export const defineRule = (rule: Rule): Rule => ({
  ...rule,
  check: query((context: RuleContext): readonly RuleFinding[] => [...rule.check(context)]),
});

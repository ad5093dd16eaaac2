// One node while the roles run on it: its variables, what is unknown of them, and what has been written so far.
import type { InventoryModel } from '../../ansible/model/model.ts';
import { evaluateTemplate, type Value } from '../../jinja/evaluate.ts';
import { formatMessage, type Message, msg } from '../../text/message.ts';
import { type FilledText, filledText } from './filledText.ts';
import { MASK } from './maskText.ts';
import type { NodeScope, Read } from './nodeScope.ts';
import type { RoleFacts } from './releases.ts';

/** A file as the roles write it, secrets masked unless the preview reveals them. */
export interface PreviewedFile {
  readonly content: string;
  readonly mode: string;
}

/** The call of the install script. */
export interface Installer {
  readonly exec: string;
  readonly version: string;
  /** All that it is given. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Something that is not known of a file, and why: shown beside the preview, so that a gap is never mistaken for an
 * empty value.
 */
export interface UnknownPart {
  readonly where: string;
  readonly reason: Message;
}

/** A file that is copied as it is. */
export interface CopiedFile {
  /** On the machine that runs Ansible. */
  readonly from: string;
  readonly mode: string;
}

/** What an offline installation brings to a node. */
export interface AirgapPreview {
  /** A call of the install script before the one that counts. */
  readonly installer?: Installer;
  /** By their paths on the node. */
  readonly copies: ReadonlyMap<string, CopiedFile>;
}

/** What a part of a file is made of. */
export interface Origin {
  /** The key or the line that it is; absent where it is any part of the file. */
  readonly part?: string;
  /** What it came to, where that was a text. */
  readonly text?: string;
  readonly reads: readonly Read[];
}

/** The call of the install script among the files. */
export const INSTALLER = 'install script';

/** All that the roles write on a node. */
export interface NodePreview {
  readonly role: 'server' | 'agent';
  readonly files: ReadonlyMap<string, PreviewedFile>;
  readonly installer?: Installer;
  readonly airgap?: AirgapPreview;
  /** By the paths of the files. */
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
  readonly unknown: readonly UnknownPart[];
  /** The reason for which the install script fails, where it does. */
  readonly refusal?: Message;
}

/** A value, or the reason why it is unknown. */
export type Known = { readonly value: Value } | Gap;

interface Gap {
  readonly reason: Message;
  readonly fails: boolean;
  /** A secret is among what it is made of. */
  readonly isSecret?: boolean;
}

/**
 * Collects what the roles do. Every expression of a role goes through it, so that for each written part it is
 * recorded which variables it was made of, and what of it is unknown.
 */
export class Node {
  readonly files = new Map<string, PreviewedFile>();
  readonly origins = new Map<string, Origin[]>();
  readonly unknown: UnknownPart[] = [];
  installer?: Installer;
  airgap?: AirgapPreview;
  refusal?: Message;

  constructor(
    readonly host: string,
    readonly model: InventoryModel,
    readonly facts: RoleFacts,
    readonly scope: NodeScope,
  ) {}

  evaluate(template: string, locals?: ReadonlyMap<string, Value>): Known {
    const { value: result, reads } = locals
      ? this.scope.traced(() => this.scope.with(locals).evaluate(template))
      : this.scope.evaluated(template);
    if (result.known) return { value: result.value };
    return 'error' in result
      ? { reason: msg('Ansible fails here: {0}', result.error), fails: true }
      : { reason: result.reason, fails: false, isSecret: reads.some(({ isHidden }) => isHidden) };
  }

  /** A text as it is written into a file, with marks for unknown parts. */
  text(where: string, expression: string, locals?: ReadonlyMap<string, Value>): string {
    const [, literal] = /^'([^'\\]*)'$/.exec(expression) ?? [];
    if (literal !== undefined) return literal;
    const template = `{{ (${expression}) | string }}`;
    const known = this.evaluate(template, locals);
    if ('reason' in known) {
      const left = /^\w+$/.test(expression) ? this.withoutOmitted(template) : undefined;
      if (left !== undefined) return left;
      const filled = known.fails ? undefined : this.filled(expression);
      return (
        filled?.restore(filled.text, (reason) => this.gap(where, reason)) ?? this.unknownPart(where, known)
      );
    }
    return typeof known.value === 'string' ? known.value : textOf(known.value);
  }

  /** Since ansible-core 2.19 a text goes on without what `omit` stands for. */
  private withoutOmitted(template: string): string | undefined {
    if (this.scope.dialect !== 'tagged') return undefined;
    const result = evaluateTemplate(template, this.scope.with(new Map([['omit', OMITTED]])));
    const text = result.known ? result.value : undefined;
    return typeof text === 'string' && text.includes(OMITTED) ? text.replaceAll(OMITTED, '') : undefined;
  }

  /** Of a variable that is unknown, the parts that are known. */
  filled(name: string): FilledText | undefined {
    return /^\w+$/.test(name) ? filledText(this.scope, name) : undefined;
  }

  /** What stands for a value that is not known: what is made of a secret is one. */
  unknownPart(where: string, { reason, isSecret }: Gap): string {
    return isSecret ? MASK : this.gap(where, reason);
  }

  /** Records an unknown part, and returns the mark that stands for it. */
  gap(where: string, reason: Message): string {
    const isNew = !this.unknown.some((one) => one.where === where && isSameMessage(one.reason, reason));
    if (isNew) this.unknown.push({ where, reason });
    // In English in any language of the user: it is part of a file.
    return `<unknown: ${formatMessage(reason).replaceAll('>', '')}>`;
  }

  /** The same as a part of a longer text, where null is empty. */
  part(where: string, expression: string): string {
    const text = this.text(where, expression);
    return text === 'None' ? '' : text;
  }

  /** Evaluates a condition; where it is unknown, that is recorded, and `usual` is assumed. */
  holds(where: string, condition: string, usual = false): boolean {
    const known = this.evaluate(`{{ (${condition}) | bool }}`);
    if ('value' in known) return known.value === true || known.value === 'True';
    this.gap(where, known.reason);
    return usual;
  }

  isDefined(name: string): boolean {
    return this.holds(name, `${name} is defined`, true);
  }

  /** What `make` gives, noted as what a part of the file is made of. */
  made<T>(path: string, part: string | undefined, make: () => T): T {
    const { value, reads } = this.scope.traced(make);
    const text = typeof value === 'string' ? value : undefined;
    this.note(path, { ...(part !== undefined && { part }), ...(text !== undefined && { text }), reads });
    return value;
  }

  note(path: string, ...origins: readonly Origin[]): void {
    this.origins.set(path, [...(this.origins.get(path) ?? []), ...origins]);
  }

  write(path: string, content: string, mode: string): void {
    this.files.set(path, { content, mode });
  }
}

/** Stands for `omit`; no inventory contains it. */
const OMITTED = '\uE0FF\uE0FE';

const isSameMessage = (one: Message, other: Message): boolean => formatMessage(one) === formatMessage(other);

const textOf = (value: Value): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : value === null ? 'None' : String(value);

// The flags of `k3s server` and `k3s agent`, which are also the keys of config.yaml.
import file from '../../../../../schemas/k3s.flags.json' with { type: 'json' };
import { once } from '../../text/once.ts';
import { nearestOf } from '../schema/nearMiss.ts';

/** Which of the two reads a text. */
export type Scope = 'server' | 'agent';

/**
 * What is known of a flag. One list serves both uses, because K3s itself turns the keys of config.yaml into flags.
 */
export interface Flag {
  readonly name: string;
  /** What it does: a key of the bundles. */
  readonly about: string;
  readonly alias?: string;
  readonly type: 'text' | 'integer' | 'boolean' | 'duration' | 'list';
  readonly scope: Scope | 'both';
  readonly form?: 'networks' | 'port-range' | 'labels' | 'taints' | 'addresses' | 'settings' | 'cron';
  /** All possible values. */
  readonly values?: readonly string[];
  /** Some of the possible values. */
  readonly commonValues?: readonly string[];
  /** Values that were removed, with the minor release that no longer accepts them. */
  readonly formerValues?: Readonly<Record<string, number>>;
  /** Words that people use for values, and that K3s does not know. */
  readonly mistakenValues?: Readonly<Record<string, string>>;
  /** The value when it is not set. */
  readonly default?: string;
  /** The environment variable that also sets it. */
  readonly env?: string;
  /** The first and the last minor release of which any patch release has it. */
  readonly since?: number;
  readonly until?: number;
  /** It must be the same on all servers of a cluster; for lists, at least as far as these values are concerned. */
  readonly critical?: true;
  readonly criticalValues?: readonly string[];
  /** Nodes that k3s-ansible itself sets it on. */
  readonly setByRole?: readonly Scope[];
  readonly secret?: true;
  readonly deprecatedFor?: string;
}

interface FlagsFile {
  /** Existing ones, the newest first; how complete they are says `k3s.flags.schema.json`. */
  readonly releases: readonly string[];
  readonly flags: readonly Flag[];
  readonly removed: readonly { readonly name: string; readonly replacedBy: string }[];
}

const data = once(() => file as FlagsFile);

const byName = once(
  (): ReadonlyMap<string, Flag> =>
    new Map(
      data().flags.flatMap((flag) =>
        [flag.name, ...(flag.alias ? [flag.alias] : [])].map((name) => [name, flag]),
      ),
    ),
);

const byVariable = once(
  (): ReadonlyMap<string, Flag> =>
    new Map(data().flags.flatMap((flag) => (flag.env ? [[flag.env, flag] as const] : []))),
);

const replacements = once(
  (): ReadonlyMap<string, string> =>
    new Map(data().removed.map(({ name, replacedBy }) => [name, replacedBy])),
);

const minorOf = (release: string): string => release.slice(0, release.lastIndexOf('.', release.indexOf('+')));

/** Releases to choose from: the newest of each minor release, then the others. */
export const releaseChoices = once((): readonly string[] => {
  const { releases } = data();
  const isFirst = (release: string, index: number): boolean =>
    minorOf(release) !== minorOf(releases[index - 1] ?? '');
  return [...releases.filter(isFirst), ...releases.filter((release, index) => !isFirst(release, index))];
});

/** The flag of a name without dashes, aliases included. */
export const findFlag = (name: string): Flag | undefined => byName().get(name);

/** The flag that a variable of the environment sets. */
export const flagOfVariable = (name: string): Flag | undefined => byVariable().get(name);

/** All variables of the environment that set a flag, with the flag. */
export const flagVariables = (): Iterable<readonly [string, Flag]> => byVariable();

/** Whether servers, or agents, know the flag. */
export const takes = (scope: Scope, flag: Flag): boolean => flag.scope === 'both' || flag.scope === scope;

/** The flags that one of the two has in the current release. */
export const flagsFor = (scope: Scope): readonly Flag[] =>
  data().flags.filter((flag) => takes(scope, flag) && flag.until === undefined);

/** The values to choose from; some of them where there are more. */
export const choicesOf = ({ type, values, commonValues }: Flag): readonly string[] =>
  type === 'boolean' ? ['true', 'false'] : (values ?? commonValues ?? []);

/** Those that must be the same on all servers, and are no secret. */
export const criticalFlags = once((): readonly Flag[] =>
  data().flags.filter(({ critical, secret }) => critical && !secret),
);

/** Whether K3s reads a text as true; as false; what is neither, it refuses. */
export const isTrueText = (text: string): boolean => /^(?:1|t|true)$/i.test(text);
/** See {@link isTrueText}; both after Go's strconv.ParseBool. */
export const isFalseText = (text: string): boolean => /^(?:0|f|false)$/i.test(text);

/** A value, or the default where none is set, as nodes are compared by it; `undefined` where the default is not known. */
export function comparableValue(flag: Flag, text: string | undefined): string | undefined {
  if (text === undefined) return flag.default ?? (flag.type === 'boolean' ? 'false' : undefined);
  if (flag.type !== 'boolean') return text;
  return isTrueText(text) ? 'true' : 'false';
}

/** The current name of a removed flag. */
export const replacementOf = (name: string): string | undefined => replacements().get(name);

/** The flag that an unknown name is a likely misspelling of; none where two are equally near. */
export const nearestFlag = (name: string, scope: Scope): string | undefined =>
  nearestOf(
    name.replaceAll('_', '-'),
    flagsFor(scope).map((flag) => flag.name),
  );

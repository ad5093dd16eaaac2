import { literalOf, valueLocation } from '../../ansible/model/definitions.ts';
import type { ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { defineRule, type Fix, type RuleContext } from '../../diagnostics/rule.ts';
import { replaceValueEdit } from '../../edits/replaceValue.ts';
import { clusterDefinitions, takenFrom } from '../../k3s/cluster.ts';
import { hasItsGroups } from '../../k3s/dialects/nodes.ts';
import { type Message, msg } from '../../text/message.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { resolveAlias, type YamlScalar } from '../../yaml/tree.ts';

export const k3sVersionFormat = defineRule({
  id: 'k3s-version-format',
  severity: 'error',
  needs: 'dialect',
  since: '0.1.0',
  summary: msg('`k3s_version` is not the tag of a K3s release'),
  why: msg(
    'The installer downloads `https://github.com/k3s-io/k3s/releases/download/<k3s_version>/…`, so the value must be the tag of a [release](https://github.com/k3s-io/k3s/releases) to the letter: `v1.31.12+k3s1`.\nWithout `v`, without `+k3sN` or with `-k3sN` the answer is 404 ([k3s #10263](https://github.com/k3s-io/k3s/issues/10263), [#6669](https://github.com/k3s-io/k3s/issues/6669)).\n`stable`, `latest` and `v1.31` are channels, which k3s-ansible does not pass on ([k3s #11974](https://github.com/k3s-io/k3s/issues/11974)).\nOn a node that runs K3s already, Ansible compares versions and stops with "Version comparison failed"; an unquoted `1.30` is even a number, and reads as 1.3.\nNumbers that no release of K3s has had, such as `v9.9.9+k3s1` or `+k3s0`, are a warning.',
  ),
  *check(context) {
    const { model, schema, files } = context;
    const variable = versionVariable(context);
    if (variable === undefined) return;
    const own = clusterDefinitions(model, (name) => name === variable);
    const taken = own.flatMap((definition) => takenFrom(model, definition));
    for (const definition of new Set([...own, ...taken])) {
      const file = files.get(definition.uri);
      const node = resolveAlias(definition.value);
      if (!file || !node) continue;
      const literal = literalOf(definition);
      // An empty value is reported as missing.
      if (
        node.kind === 'scalar' &&
        (!literal || literal.type === 'binary' || literal.text.trim() === '' || literal.type === 'null')
      )
        continue;
      const { uri, span } = valueLocation(definition);
      if (literal?.type === 'str' && schema.validateValue(variable, literal.text).length === 0) {
        if (!isReleasable(literal.text))
          yield {
            uri,
            span: lineOf(file.source, span),
            severity: 'warning',
            message: msg(
              'K3s has had no release like “{0}”: its download would fail. Name one from the list of releases, such as v1.31.12+k3s1.',
              literal.text,
            ),
          };
        continue;
      }
      yield {
        uri,
        span: lineOf(file.source, span),
        message: describe(literal, variable),
        fixes: literal ? fixesFor(definition, file, literal) : [],
      };
    }
  },
});

/** The variable that must be the tag of a release; `undefined` where it may be a channel, or another name somewhere. */
function versionVariable(context: RuleContext): string | undefined {
  const { dialect, model, schema } = context;
  const { version, variables = [] } = dialect ?? {};
  if (typeof variables === 'string') return version;
  if (variables.find(({ name }) => name === version)?.type !== 'version') return undefined;
  // A mirror that other plays download from has names of its own: v1.31.12-k3s1.
  const isMirror = (name: string): boolean => /download|mirror/.test(name) && !schema.variables.has(name);
  return hasItsGroups(context) && clusterDefinitions(model, isMirror).length === 0 ? version : undefined;
}

const CHANNEL = /^(?:stable|latest|testing|v?\d+(?:\.\d+)?)$/i;
/** A misspelt tag for which it is certain what was meant. */
const SLIPPED = /^v?(\d+\.\d+\.\d+)(-(?:rc|alpha|beta)\d+)?(?:[-+_. ]|%2B)?k3s[-.]?(\d+)$/i;
/** The release of Kubernetes without that of K3s. */
const BARE = /^v?(\d+\.\d+\.\d+(?:-(?:rc|alpha|beta)\d+)?)$/i;

/**
 * Whether there may be such a release. K3s followed Kubernetes from 1.14 on, which has three minor releases a year and
 * none with more than some twenty patches; the first build of a release is +k3s1.
 */
function isReleasable(tag: string): boolean {
  const [, major, minor, patch, , build] =
    /^v(\d+)\.(\d+)\.(\d+)(-\w+)?\+k3s\.?(\d+)$/.exec(tag)?.map(Number) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return true;
  return major === 0 || (major === 1 && minor >= 14 && minor < 60 && patch < 50 && build !== 0);
}

function describe(literal: YamlScalar | undefined, variable: string): Message {
  const text = literal?.text.trim() ?? '';
  if (literal?.type === 'float' || literal?.type === 'int')
    return msg(
      '{0} is a number here, but must be the tag of a K3s release as text, such as v1.31.12+k3s1.',
      variable,
    );
  if (CHANNEL.test(text))
    return msg(
      '“{0}” is a channel, which the roles cannot install. Name a release, such as v1.31.12+k3s1.',
      text,
    );
  if (BARE.test(text))
    return msg(
      '“{0}” lacks the part of the tag that is K3s’ own: a release is named like v1.31.12+k3s1.',
      text,
    );
  if (literal && literal.text !== text && correct(text) === text)
    return msg(
      'There is white space around the release, which breaks the download; a block after “|” ends with a line break. Write it on the line of the key.',
    );
  if (SLIPPED.test(text))
    return msg(
      '“{0}” is not written like the tag of a K3s release, so the download fails. Expected: {1}.',
      text,
      correct(text) ?? '',
    );
  return msg(
    '{0} must be the tag of a K3s release, such as v1.31.12+k3s1; the download of anything else fails.',
    variable,
  );
}

function correct(text: string): string | undefined {
  const [, release, preRelease = '', number] = SLIPPED.exec(text) ?? [];
  return release && `v${release}${preRelease.toLowerCase()}+k3s${number}`;
}

function fixesFor(definition: VariableDefinition, file: ModelFile, literal: YamlScalar): readonly Fix[] {
  const text = literal.text.trim();
  const sure = correct(text);
  const bare = BARE.exec(text)?.[1];
  const version = sure ?? (bare && `v${bare.toLowerCase()}+k3s1`);
  if (version === undefined || !isReleasable(version)) return [];
  const quote = literal.style === 'single' ? "'" : literal.style === 'double' ? '"' : '';
  return [
    {
      title:
        sure === undefined
          ? msg('Change to {0}, if that release exists', version)
          : msg('Change to {0}', version),
      safety: sure === undefined ? 'unsafe' : 'safe',
      preferred: sure !== undefined,
      edits: () => [replaceValueEdit(file.source, definition, quote + version + quote)],
    },
  ];
}

import { eachHost } from '../../ansible/model/eachHost.ts';
import type { ModelFile, StructureProblem } from '../../ansible/model/model.ts';
import { definitionsOf } from '../../ansible/model/queries.ts';
import { afterRefusal } from '../../ansible/model/refusal.ts';
import { defineRule, type Fix, type RuleContext, type RuleFinding } from '../../diagnostics/rule.ts';
import { msg } from '../../text/message.ts';
import { lineBreakOf, type SourceText } from '../../text/sourceText.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { indentAt } from '../../yaml/edits.ts';
import { findPairAt } from '../../yaml/pairs.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { colonEdits, isGluedEntry, separateEntries } from './bareText.ts';

export const inventoryHostWithoutColon = defineRule({
  id: 'inventory-host-without-colon',
  severity: 'error',
  needs: 'ansible',
  since: '0.1.0',
  aboutRefusal: true,
  summary: msg('A colon is missing behind a host, or a blank behind a colon'),
  why: msg(
    'A name becomes a key of a mapping only by a colon with a blank (or the end of the line) behind it.\nTwo host names on two lines without colons are one text to YAML, and Ansible adds one host with the name "node1 node2" without a word.\n`ansible_host:10.0.0.1` is a text as well; where Ansible wants variables of a host, it leaves the file with a warning.',
  ),
  *check(context) {
    for (const problem of context.model.problems) yield* checkProblem(context, problem);
    yield* checkVariables(context);
    yield* checkNames(context);
  },
});

const hostsThatAreLists = eachHost((host) => {
  const names = host.name.split(/[\s,]+/).filter((word) => word !== '');
  return names.length > 1 && names.every((word) => /^[\w.:[\]-]+$/.test(word)) ? { host, names } : undefined;
});

/** `s1,s2:`, `s1 s2:`: several names before one colon. */
function* checkNames({ model, files }: RuleContext): Generator<RuleFinding, void, undefined> {
  const reported = new Set(model.problems.map(({ uri, span }) => `${uri}:${span.start}`));
  for (const { host, names } of hostsThatAreLists(model)) {
    const { name, locations } = host;
    const [place] = locations;
    const file = place && files.get(place.uri);
    if (!file || reported.has(`${place.uri}:${place.span.start}`)) continue;
    yield {
      uri: place.uri,
      span: place.span,
      message: msg(
        'Ansible reads this as one host named “{0}”. Every host needs a key, or a line, of its own.',
        name,
      ),
      fixes: fixWith(msg('Give every host a key of its own'), splitNames(file, place.span, names)),
    };
  }
}

/** Only where nothing stands below: it is not known which of them variables would belong to. */
function splitNames(
  { source, document }: ModelFile,
  span: Span,
  names: readonly string[],
): readonly TextEdit[] | undefined {
  const placed = findPairAt(document?.root, span);
  const isPlain = names.every((name) => /^[a-z][\w.-]*$/i.test(name)) && new Set(names).size === names.length;
  if (!placed || placed.mapping.flow || placed.pair.value || !isPlain) return undefined;
  return [{ span, newText: names.join(`:${lineBreakOf(source)}${indentAt(source, span.start)}`) }];
}

function* checkProblem(
  { files }: RuleContext,
  problem: StructureProblem,
): Generator<RuleFinding, void, undefined> {
  const { code, uri, span, subject } = problem;
  const file = files.get(uri);
  if (!file) return;
  const { source } = file;
  if (code === 'host-without-colon' || code === 'group-without-colon') {
    yield {
      uri,
      span: lineOf(source, span),
      message:
        code === 'host-without-colon'
          ? msg(
              'Without colons Ansible reads this as one host named “{0}”. Put a colon behind every name.',
              subject,
            )
          : msg(
              'Without colons Ansible reads this as one group named “{0}”. Put a colon behind every name.',
              subject,
            ),
      fixes: fixWith(msg('Put a colon behind every name'), colonEdits(source, span)),
    };
  } else if (code === 'host-not-mapping') {
    const value = findPairAt(file.document?.root, span)?.pair.value;
    if (value?.kind !== 'scalar' || !isGluedEntry(value.text)) return;
    yield {
      uri,
      span: lineOf(source, value.span),
      message: msg(
        'A blank is missing behind the colon, so this is one text and no variable of host “{0}”. {1}',
        subject,
        afterRefusal(file.role, 'structure'),
      ),
      fixes: separate(source, value.span),
    };
  }
}

/** `vars:` with a single text makes Ansible define a variable with that name, if it can read the file at all. */
function* checkVariables({ model, files }: RuleContext): Generator<RuleFinding, void, undefined> {
  const glued = [...model.definitionsByName.keys()].filter(isGluedEntry);
  for (const { uri, keySpan, span, value } of glued.flatMap((name) => definitionsOf(model, name))) {
    const file = files.get(uri);
    const isBare = !value && keySpan.start === span.start && keySpan.end === span.end;
    if (!isBare || !file?.document || file.source.pieces.charAt(span.end) === ':') continue;
    if (file.document.problems.some(({ fatal }) => fatal)) continue;
    yield {
      uri,
      span: lineOf(file.source, span),
      message: msg(
        'A blank is missing behind the colon: Ansible defines a variable whose name is this whole text, and it has no value.',
      ),
      fixes: separate(file.source, span),
    };
  }
}

const separate = (source: SourceText, span: Span): readonly Fix[] =>
  fixWith(msg('Put a blank behind the colon'), separateEntries(source, span));

const fixWith = (title: Fix['title'], edits: readonly TextEdit[] | undefined): readonly Fix[] =>
  edits ? [{ title, safety: 'safe', preferred: true, edits: () => edits }] : [];

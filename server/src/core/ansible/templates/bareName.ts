// Texts that consist of one variable, and pass its value on: `{{ vault_token | trim }}`.
import { hasJinja, parseTemplate } from '../../jinja/parse.ts';
import { secretKind } from '../secrets/secretNames.ts';

/** The variable; filters may change its value, but not make one of nothing. */
export function bareName(text: string): string | undefined {
  if (!hasJinja(text)) return undefined;
  const { template, problems } = parseTemplate(text);
  const [output, ...others] = template.body;
  if (problems.length > 0 || others.length > 0 || output?.kind !== 'output') return undefined;
  let { expression } = output;
  while (expression.kind === 'filter' && expression.input) {
    const { name, args, keywords } = expression;
    if (args.length + keywords.length > 0 || /(?:^|\.)(?:default|d)$/.test(name)) return undefined;
    expression = expression.input;
  }
  return expression.kind === 'name' ? expression.name : undefined;
}

/**
 * The same, where the variable's name shows what it is; in the place of a secret, any other name may be the secret
 * itself.
 */
export function bareSecretName(text: string): string | undefined {
  const name = bareName(text);
  return name !== undefined && secretKind(name) !== undefined ? name : undefined;
}

// The validators that the build would make, were a dialect among its files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const schemas = join(import.meta.dirname, '../../schemas');

export async function importValidators(dialect: object): Promise<unknown> {
  const file = JSON.parse(readFileSync(join(schemas, 'k3s-ansible.variables.json'), 'utf8'));
  // Not a part of what the tests' types are checked with.
  const script = pathToFileURL(join(schemas, '../scripts/generate/validators.mjs')).href;
  const { validators } = await import(script);
  const [{ text } = { text: '' }] = await validators({ file, dialects: [dialect] });
  const module = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  return (module as { validators: unknown }).validators;
}

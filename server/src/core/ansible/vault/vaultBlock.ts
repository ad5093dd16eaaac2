// The form of a vault text in a YAML file.

/**
 * The vault text as the value of a key: `!vault |` and its lines, each after `indent` spaces (at least one, YAML
 * needs it; more than the key has). Ends without a line break, so that it takes the place of a value.
 */
export function vaultBlock(vaultText: string, indent: number, lineBreak = '\n'): string {
  const lines = vaultText.trim().split(/\r\n|\r|\n/);
  const margin = ' '.repeat(Math.max(1, indent));
  return ['!vault |', ...lines.map((line) => margin + line.trim())].join(lineBreak);
}

// Findings at one place: two of them are one too many, unless each is a cause of its own.

export interface Reported {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly ruleId: string;
}

/** Rules that may report the same place: why neither follows from the other. */
const APART: Readonly<Record<string, string>> = {
  'airgap-binary-missing airgap-images-missing': 'each is a file of its own to fetch',
  'airgap-binary-missing airgap-script-missing': 'each is a file of its own to fetch',
  'airgap-images-missing airgap-script-missing': 'each is a file of its own to fetch',
  'api-endpoint-missing k3s-version-missing': 'two variables, reported where the cluster begins',
  'inventory-unparsable secret-plaintext': 'repairing the line leaves the secret in it',
  'k3s-argument-escaped secret-plaintext': 'quotes around an argument, and what stands in it',
  'secret-plaintext token-multiline':
    'the form of a variable that the token is taken from, and where it stands',
  'secret-plaintext token-regex-characters': 'the same',
  'secret-plaintext token-twice': 'an encrypted second token is one as well',
  'secret-plaintext token-unsafe-characters': 'the same',
  'secret-plaintext token-unusable-format': 'the same',
  'secret-plaintext token-weak': 'the same',
  'token-differs token-plaintext': 'equal tokens can be in plain text',
  'token-multiline token-plaintext': 'the form of the token, and where it stands',
  'token-placeholder upstream-token-exposed': 'a good token is shown as well by such a k3s-ansible',
  'token-plaintext token-regex-characters': 'the form of the token, and where it stands',
  'token-plaintext token-unsafe-characters': 'the form of the token, and where it stands',
  'token-plaintext token-unusable-format': 'the form of the token, and where it stands',
  'token-plaintext token-weak': 'encrypting does not make it longer',
};

const overlap = (a: Reported, b: Reported): boolean =>
  a.file === b.file &&
  a.line === b.line &&
  (a.column === b.column || (a.column < b.column + b.length && b.column < a.column + a.length));

/** Pairs at one place that no reason is given for; also two findings of one rule. */
export function reportedTwice(reported: readonly Reported[]): readonly string[] {
  return reported.flatMap((one, index) =>
    reported.slice(index + 1).flatMap((other) => {
      const pair = [one.ruleId, other.ruleId].sort().join(' ');
      return overlap(one, other) && !APART[pair] ? [`${one.file}:${one.line + 1} ${pair}`] : [];
    }),
  );
}

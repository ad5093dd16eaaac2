// What is wrong with a text that should be one address: an IP address, or a name that a resolver knows.
// Knows nothing of YAML, Jinja or what the address is for.

/** The first thing that is wrong with an address; each has a message of its own. */
export type AddressFault =
  /** A sample, meant to be replaced. */
  | 'placeholder'
  | 'ipv4'
  | 'ipv6'
  /** More than one. */
  | 'several'
  /** No resolver accepts it. */
  | 'name'
  /** Works in many places, but is not allowed in host names. */
  | 'underscore'
  | 'dot-at-end';

/** Whether Terraform, envsubst or the like fill it in before Ansible reads the file. */
export const isFilledInBefore = (text: string): boolean => /[$%]\{|<%|\$\w/.test(text);

/** White space around the text, URLs and ports are not looked at. */
export function addressFault(text: string): AddressFault | undefined {
  const address = text.trim();
  // Nearly all are right.
  if (address === '' || isIpv4(address)) return undefined;
  if (isAddressPlaceholder(address)) return 'placeholder';
  if (/[,;\s]/.test(address)) return 'several';
  const bare = /^\[(.*)\]$/.exec(address)?.[1] ?? address;
  if (/:.*:/.test(bare)) return isIpv6(bare) ? undefined : 'ipv6';
  if (/^[\d.]+$/.test(address)) return isIpv4(address.replace(/\.$/, '')) ? 'dot-at-end' : 'ipv4';
  return nameFault(address);
}

/** Angle brackets, percent signs, words that ask to be replaced, an `x` where a number belongs. */
const isAddressPlaceholder = (text: string): boolean =>
  /^<[^<>]*>?$|^%[\w-]+%$|^(?:@@?|__)[\w-]+(?:@@?|__)$|^\[\[?[A-Za-z][\w -]*\]?\]$/.test(text) ||
  /^(?:(?:your|insert|enter|put)[-_ ].*[-_ ]?(?:ip|address|host|hostname|server|node|vip|domain|endpoint)\b.*|(?:my|the)[-_ ](?:[a-z\d]+[-_ ])*(?:ip|address|hostname|domain|endpoint)|your[-_][\w.-]+|(?:change|replace)[-_ ]?(?:me|this|it|with)?\b.*|todo|tbd|fixme|ip[-_ ]?address|server[-_ ]?ip|x+)$/is.test(
    text,
  ) ||
  /^(?:MY|THE)_[A-Z\d_]+$/.test(text) ||
  (/^(?:\d{1,3}|x{1,3}|y{1,3}|z{1,3}|\?|\*)(?:\.(?:\d{1,3}|x{1,3}|y{1,3}|z{1,3}|\?|\*)){3}$/i.test(text) &&
    /[a-z?*]/i.test(text));

/** Four decimal numbers below 256, without leading zeros: some resolvers read these as octal. */
export const isIpv4 = (text: string): boolean => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
};

/** As RFC 4291 writes them; a zone may follow. */
export function isIpv6(text: string): boolean {
  const [address = '', ...zone] = text.split('%');
  if (zone.length > 1 || zone.some((name) => !/^[\w.-]+$/.test(name))) return false;
  const [left = '', right, ...more] = address.split('::');
  if (more.length > 0) return false;
  const before = groupsOf(left);
  const behind = right === undefined ? [] : groupsOf(right);
  const all = [...before, ...behind];
  // An IPv4 address may stand for the last two.
  const last = all.at(-1) ?? '';
  const isMixed = last.includes('.') && (right === undefined || behind.length > 0);
  if (isMixed && !isIpv4(last)) return false;
  if (!all.slice(0, isMixed ? -1 : undefined).every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  const count = all.length + (isMixed ? 1 : 0);
  return right === undefined ? count === 8 : count < 8;
}

const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));

/** Labels of letters, digits and hyphens, as RFC 1123 has them; letters of all scripts, because a resolver may know them. */
function nameFault(text: string): AddressFault | undefined {
  const name = text.replace(/\.$/, '');
  const labels = name.split('.');
  const isName = labels.every(
    (label) => label.length < 64 && /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u.test(label),
  );
  if (!isName || name.length > 253) return 'name';
  if (name.includes('_')) return 'underscore';
  return name === text ? undefined : 'dot-at-end';
}

// Which percent signs of an argument systemd does not leave alone when it reads the unit.

/** Letters and digits that are no sign of systemd; and two hexadecimal digits, as addresses write a character. */
const REFUSED = /^(?:[\dFKOQXZekxz]|[\da-fA-F]{2})/;

/** Where the first one stands; pairs of them are one for K3s. */
export function refusedPercent(text: string): number | undefined {
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    if (text[at + 1] === '%') at += 2;
    else if (REFUSED.test(text.slice(at + 1, at + 3))) return at;
    else at++;
  }
  return undefined;
}

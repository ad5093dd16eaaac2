// Whether K3s can read a cron line. It takes the standard five fields of the Go package robfig/cron, version 3.
import { isDuration } from './duration.ts';

/** The fields in their order: the least and the greatest number, and the names that stand for numbers from the least on. */
const FIELDS: readonly (readonly [least: number, greatest: number, names?: string])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12, 'jan feb mar apr may jun jul aug sep oct nov dec'],
  // Sunday is 0 only: unlike other crons, this one refuses 7.
  [0, 6, 'sun mon tue wed thu fri sat'],
];
const DESCRIPTOR = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const EVERY = '@every ';

/** `false` for a line that the parser refuses: it then schedules nothing, and K3s does not log it. */
export function isCronLine(text: string): boolean {
  const line = text.replace(/^(?:CRON_)?TZ=\S+\s+/, '').trim();
  if (line.startsWith('@'))
    return DESCRIPTOR.test(line) || (line.startsWith(EVERY) && isDuration(line.slice(EVERY.length)));
  const fields = line.split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    FIELDS.every(([least, greatest, names], index) =>
      (fields[index] ?? '')
        .split(',')
        .filter((part) => part !== '')
        .every((part) => isPart(part, least, greatest, names?.split(' ') ?? [])),
    )
  );
}

/** One part of a list: `*`, `5`, `1-5`, or one of these with a step, such as `2-10/2`. */
function isPart(part: string, least: number, greatest: number, names: readonly string[]): boolean {
  const [range = '', step, ...further] = part.split('/');
  if (further.length > 0 || (step !== undefined && !/^\+?0*[1-9]\d*$/.test(step))) return false;
  const [low = '', high, ...more] = range.split('-');
  // What follows the hyphen after a star is passed over.
  if (low === '*' || low === '?') return true;
  const numberOf = (text: string): number => {
    const place = names.indexOf(text.toLowerCase());
    if (place >= 0) return least + place;
    return /^\+?\d+$/.test(text) ? Number(text) : Number.NaN;
  };
  const from = numberOf(low);
  // With a step, a single number begins a range to the end.
  const to = high === undefined ? (step === undefined ? from : greatest) : numberOf(high);
  return more.length === 0 && from >= least && to <= greatest && from <= to;
}

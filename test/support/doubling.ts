// How much longer something takes on a text twice as long. Counts the time of this process on its processors, so that
// what else runs on the machine does not show.

/** Times below it are noise: starting, compiling, collecting garbage. */
const NOISE_MS = 120;
/** A heap that happens to be collected in each of four tries was seen. */
const TRIES = 12;

export interface Growth {
  readonly once: number;
  readonly twice: number;
}

type Work = () => unknown;

async function cpuMilliseconds(work: Work): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 1000);
}

/**
 * What grows faster than the text, as the times for a text and for one twice as long; `undefined` for what does not.
 * Something that is slow by chance is tried again.
 */
export async function fasterThanText(
  workOn: (size: number) => Work,
  size: number,
): Promise<Growth | undefined> {
  const [short, long] = [workOn(size), workOn(size * 2)];
  let [once, twice] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let tries = 0; tries < TRIES; tries++) {
    twice = Math.min(twice, await cpuMilliseconds(long));
    if (twice < NOISE_MS) return undefined;
    once = Math.min(once, await cpuMilliseconds(short));
    if (twice < 3 * once) return undefined;
  }
  return { once, twice };
}

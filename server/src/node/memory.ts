/**
 * Keeps the heap close to what is really held. V8 is made for throughput: it lets new objects fill up to 64 MB, and the
 * old ones double and more, before it looks for garbage. Measured with 10 000 hosts, of which 40 MB are held: without the
 * first flag the peak is 370 MB and nothing is faster; without the second it is 230 MB, and edits that make much garbage
 * need a third less time. Both work at run time in node 20 to 24.
 */
export async function keepHeapSmall(): Promise<void> {
  // Electron may have frozen its flags; setting one would end the process then.
  if ('electron' in process.versions) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=40');
}

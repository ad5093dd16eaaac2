/** The exit code of a program that the signal SIGPIPE ends, as it does with most. */
const ENDED_BY_PIPE = 141;

/** Whoever reads what we write may have seen enough, as `head` has: no error, and no reason to go on. */
export function endWithReaderOf(...streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams)
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(ENDED_BY_PIPE);
    });
}

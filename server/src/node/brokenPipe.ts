/** The exit code of a program that the signal SIGPIPE ends, as it does with most. */
const ENDED_BY_PIPE = 141;

/** The reader of our output may have seen enough, as `head` has: that is no error, and a reason to stop. */
export function endWithReaderOf(...streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams)
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(ENDED_BY_PIPE);
    });
}

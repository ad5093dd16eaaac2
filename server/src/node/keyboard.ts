// Standard input: as a whole, or one secret typed without being shown.
import { stderr, stdin } from 'node:process';

export async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

const BACKSPACE = new Set(['\b', '\x7f']);

/** Only where `stdin.isTTY`. Ctrl+C ends the program as everywhere. */
export function askSecret(prompt: string): Promise<string> {
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((done) => {
    let typed = '';
    const stop = (): void => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const onData = (data: Buffer | string): void => {
      for (const sign of String(data)) {
        if (sign === '\r' || sign === '\n' || sign === '\x04') {
          stop();
          done(typed);
          return;
        }
        if (sign === '\x03') {
          stop();
          process.exit(130);
        }
        typed = BACKSPACE.has(sign) ? typed.slice(0, -1) : typed + sign;
      }
    };
    stdin.on('data', onData);
  });
}

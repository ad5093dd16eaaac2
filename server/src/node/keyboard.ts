// Standard input: as a whole, or one secret typed without being shown.
import { stderr, stdin } from 'node:process';

/** As bytes: whether they are UTF-8 is judged where every other file is ({@link decodeText}). */
export async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

const BACKSPACE = new Set(['\b', '\x7f']);

/** Where the secret is typed, and where the question is shown. */
interface Terminal {
  readonly input?: Pick<typeof stdin, 'setRawMode' | 'setEncoding' | 'resume' | 'pause' | 'on' | 'off'>;
  readonly output?: Pick<typeof stderr, 'write'>;
}

/** Only where `stdin.isTTY`. Ctrl+C ends the program as everywhere. */
export function askSecret(
  prompt: string,
  { input = stdin, output = stderr }: Terminal = {},
): Promise<string> {
  output.write(prompt);
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.resume();
  return new Promise((done) => {
    let typed = '';
    const stop = (): void => {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
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
    input.on('data', onData);
  });
}

// A secret typed at the keyboard: what is read, and that nothing of it is shown.
import { PassThrough } from 'node:stream';
import { expect, it, vi } from 'vitest';
import { askSecret } from '../../server/src/node/keyboard.ts';

function terminal() {
  const raw: boolean[] = [];
  const input = new PassThrough();
  const shown: string[] = [];
  const setRawMode = (isRaw: boolean) => {
    raw.push(isRaw);
    return input as never;
  };
  return {
    raw,
    shown,
    type: (text: string) => input.write(text),
    streams: {
      input: Object.assign(input, { setRawMode }) as never,
      output: { write: (text: string) => shown.push(text) > 0 } as never,
    },
  };
}

it.each([
  ['up to Enter', 'hunter2\r', 'hunter2'],
  ['up to a line feed', 'hunter2\nrest', 'hunter2'],
  ['up to the end of the input', 'hunter2\x04', 'hunter2'],
  ['without what was taken back', 'hux\x7fnter\b\b\bter2\r', 'hunter2'],
  ['with any characters', '密码 ü\r', '密码 ü'],
])('reads %s', async (_, typed, secret) => {
  const { streams, type, shown, raw } = terminal();
  const answer = askSecret('Password: ', streams);
  type(typed);
  expect(await answer).toBe(secret);
  expect(shown.join('')).toBe('Password: \n');
  expect(raw).toEqual([true, false]);
});

it('ends the program at Ctrl+C, with the terminal as it was', () => {
  const { streams, type, raw } = terminal();
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('ended');
  });
  try {
    void askSecret('Password: ', streams);
    expect(() => (streams.input as PassThrough).emit('data', 'hun\x03')).toThrow('ended');
    expect(exit).toHaveBeenCalledWith(130);
    expect(raw).toEqual([true, false]);
    type('');
  } finally {
    exit.mockRestore();
  }
});

// What the extension says, in each language that it speaks: looked up by the English words, as the extension does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/setup.mjs';
import type { Command } from '../../../server/src/protocol/commands.ts';

export type Language = 'en' | 'zh-cn';

export interface Words {
  /** Numbers in braces stand for values. */
  say(english: string, ...values: readonly string[]): string;
  /** As the command palette has it. */
  title(command: Command): string;
}

const read = (path: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Throws for what has no translation. */
export function wordsOf(language: Language): Words {
  const titles = read(language === 'en' ? 'package.nls.json' : `package.nls.${language}.json`);
  const messages = language === 'en' ? undefined : read(`l10n/bundle.l10n.${language}.json`);
  const known = (text: string | undefined, what: string): string => {
    if (text === undefined || text === '') throw new Error(`There is no ${language} of “${what}”.`);
    return text;
  };
  return {
    say: (english, ...values) =>
      known(messages ? messages[english] : english, english).replaceAll(
        /\{(\d)\}/g,
        (hole, index: string) => values[Number(index)] ?? hole,
      ),
    title: (command) => known(titles[`command.${command}`], command),
  };
}

// Opens VS Code's lists of fixes, completions and commands, and takes an entry: as a person does, who looks whether
// something came of it, and tries again where nothing did.
import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually.ts';

/** VS Code on a busy machine. */
const PATIENCE = 90_000;

/** An entry of a list that VS Code has opened. */
export interface Entry {
  /** Goes to it with the arrow keys. */
  focus(): Promise<void>;
  /**
   * Takes it until its effect is seen. VS Code loses a choice when it asks for the list anew in the meantime ("Actual
   * command not found"), and closes a list when something else takes the focus.
   */
  choose(effect: Locator): Promise<void>;
}

interface List {
  readonly key: string;
  readonly rows: string;
  /** Says that there is nothing to list. */
  readonly empty: string;
}

export const FIXES: List = {
  key: 'Control+.',
  rows: '.action-widget .monaco-list-row',
  empty: '.monaco-editor-overlaymessage',
};

export const COMPLETIONS: List = {
  key: 'Control+Space',
  rows: '.suggest-widget.visible .monaco-list-row',
  empty: '.suggest-widget.visible.message',
};

/** Opens a list until it holds what is looked for: while VS Code still starts, it is empty or incomplete. */
export async function summon(page: Page, list: List, title: string): Promise<Entry> {
  const entry = page.locator(list.rows).filter({ hasText: title }).first();
  await open(page, list, entry);
  const focused = page.locator(`${list.rows}.focused`).filter({ hasText: title });
  const press = async (): Promise<void> => {
    if (!(await focused.isVisible())) await page.keyboard.press('ArrowDown');
  };
  const focus = (...ends: Locator[]) => until(`the entry "${title}"`, press, focused, ...ends);
  return {
    focus,
    choose: (effect) =>
      until(
        `what "${title}" brings about`,
        async () => {
          // The effect of the last attempt may come late, and the entry is then gone for good.
          await open(page, list, entry, effect);
          await focus(effect);
          // Where the list is gone, the key would write into the text.
          if (!(await focused.isVisible())) return;
          await page.keyboard.press('Enter');
          await isSoon(effect, 10_000);
        },
        effect,
      ),
  };
}

async function open(page: Page, { key, rows, empty }: List, entry: Locator, end = entry): Promise<void> {
  const attempt = async (): Promise<void> => {
    const some = page.locator(rows).first();
    // Where the list is open, the key would take an entry.
    if (!(await some.isVisible())) await page.keyboard.press(key);
    await isSoon(some.or(page.locator(empty)).first(), 10_000);
    if (!(await isSoon(entry, 1000))) await page.keyboard.press('Escape');
  };
  await until(`an entry in the list of ${key}`, attempt, entry, end);
}

/** Runs a command by its title. It is in the list once the extension knows what the document is. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const box = page.locator('.quick-input-widget input[type=text]');
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  await eventually(
    `the command "${title}"`,
    async () => {
      await page.keyboard.press('F1');
      const found = (await filled(box, `>${title}`)) && (await isSoon(row, 2000));
      // A click that is lost, because the list was made anew in the meantime, leaves it open.
      if (found && (await clicked(row)) && (await isSoonGone(row))) return true;
      await page.keyboard.press('Escape');
      return false;
    },
    (isRun) => isRun,
    PATIENCE,
  );
}

/** The box of "Go to Line" closes when something else takes the focus. */
export async function goToLine(page: Page, line: number, column: number): Promise<void> {
  const box = page.locator('.quick-input-widget input[type=text]');
  await until(
    `line ${line}, column ${column}`,
    async () => {
      await page.keyboard.press('Control+G');
      if (!(await filled(box, `:${line}:${column}`))) return;
      await page.keyboard.press('Enter');
      await box.waitFor({ state: 'hidden' });
    },
    page.locator('#status\\.editor\\.selection').filter({ hasText: `Ln ${line}, Col ${column}` }),
  );
}

/** Clicks a row until its effect is seen: VS Code loses a click on a tree that is asked anew in the meantime. */
export const clickUntil = (row: Locator, effect: Locator): Promise<void> =>
  until(
    'what a row opens',
    async () => {
      if (await clicked(row)) await isSoon(effect, 10_000);
    },
    effect,
  );

/** Tries until one of the things is to be seen. */
async function until(what: string, attempt: () => Promise<void>, ...seen: Locator[]): Promise<void> {
  const isSeen = async (): Promise<boolean> =>
    (await Promise.all(seen.map((one) => one.isVisible()))).includes(true);
  await eventually(
    what,
    async () => {
      if (await isSeen()) return true;
      await attempt();
      return isSeen();
    },
    (done) => done,
    PATIENCE,
  );
}

const isSoon = (seen: Locator, timeout: number): Promise<boolean> => succeeds(seen.waitFor({ timeout }));
const isSoonGone = (seen: Locator): Promise<boolean> =>
  succeeds(seen.waitFor({ state: 'hidden', timeout: 5000 }));
const filled = (box: Locator, text: string): Promise<boolean> => succeeds(box.fill(text, { timeout: 5000 }));
const clicked = (row: Locator): Promise<boolean> => succeeds(row.click({ timeout: 3000 }));

const succeeds = (attempt: Promise<void>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

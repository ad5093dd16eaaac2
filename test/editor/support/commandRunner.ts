// Runs commands as a person does in any language: by their titles, answering what they ask, reading what they say.
import type { Locator } from 'playwright-core';
import type { Command } from '../../../server/src/protocol/commands.ts';
import { PASSWORD } from './encryptedText.ts';
import type { Editor } from './window.ts';
import { type Language, wordsOf } from './words.ts';

export type CommandRunner = ReturnType<typeof commandRunner>;

/** All texts are given in English; `isRunElsewhere` says which commands a walk in this language may leave out. */
export function commandRunner(
  { page, command }: Editor,
  language: Language,
  isRunElsewhere: (name: Command) => boolean = () => false,
) {
  const ran = new Set<Command>();
  const words = wordsOf(language);
  const { say } = words;
  const holding = (selector: string, text: string): Locator =>
    page.locator(selector).filter({ hasText: text }).first();
  const dialog = page.locator('.monaco-dialog-box');

  async function answer(prompt: string, text: string): Promise<void> {
    await page.locator('.quick-input-widget').getByText(say(prompt)).first().waitFor();
    await page
      .locator('.quick-input-widget input[type=password], .quick-input-widget input')
      .first()
      .fill(text);
    await page.keyboard.press('Enter');
  }

  return {
    say,
    /** What has been run. */
    ran: ran as ReadonlySet<Command>,
    /** By its title; `followUp` is what comes of it. */
    async run(name: Command, followUp: () => Promise<unknown>): Promise<void> {
      if (isRunElsewhere(name)) return;
      ran.add(name);
      await command(`K3s Inventory: ${words.title(name)}`);
      await followUp();
    },
    /** In another way than by its title. */
    async runBy(name: Command, way: () => Promise<unknown>): Promise<void> {
      if (isRunElsewhere(name)) return;
      ran.add(name);
      await way();
    },
    answer,
    presentPassword: (): Promise<void> => answer('Present vault password', PASSWORD),
    async typeNewPassword(): Promise<void> {
      await answer('Vault password to encrypt with: the one your playbooks are to be run with', PASSWORD);
      await answer('Vault password to encrypt with, again', PASSWORD);
      await page.locator('.quick-input-widget input[type=password]').waitFor({ state: 'hidden' });
    },
    /** Of a list under a title, the entry that has the words. */
    async pick(title: string, entry: string): Promise<void> {
      await holding('.quick-input-title', say(title)).waitFor();
      await holding('.quick-input-list .monaco-list-row', entry).click();
    },
    /** Of three messages within 800 ms, VS Code shows the third in its list only. */
    async says(message: string, ...values: readonly string[]): Promise<void> {
      const found = holding('.notification-list-item', say(message, ...values));
      const bell = page.locator('#status\\.notifications');
      const isShown = await found.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
      await bell.click();
      await found.waitFor();
      await bell.click();
    },
    press: (button: string): Promise<void> =>
      holding('.notification-toast .monaco-button', say(button)).click(),
    /** Of a question that stops everything; without a button, it is closed. */
    async decide(question: string, button?: string): Promise<void> {
      await dialog.getByText(say(question)).waitFor();
      if (button === undefined) await page.keyboard.press('Escape');
      else await dialog.getByText(say(button), { exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    row: (text: string): Locator => holding('.pane-body .monaco-list-row', text),
    tab: (name: string): Locator => holding('.tab.active', name),
    closeTab: (name: string): Promise<void> => holding('.tab.active', name).locator('.codicon-close').click(),
  };
}

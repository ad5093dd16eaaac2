// Types a vault password that is new, as the extension asks for it.
import { PASSWORD } from './encryptedText.ts';
import type { Editor } from './window.ts';

/** The new password is asked for twice. */
export async function typeNewPassword({ page }: Pick<Editor, 'page'>): Promise<void> {
  const box = page.locator('.quick-input-widget input[type=password]');
  await box.fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').filter({ hasText: 'again' }).waitFor();
  await box.fill(PASSWORD);
  await page.keyboard.press('Enter');
}

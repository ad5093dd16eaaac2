// What the real installer of K3s made of arguments, form by form: what `preview` shows, and what the rules say of them.
import { describe, expect, it } from 'vitest';
import { runInstallScript } from '../../server/src/core/k3s/roles/installScript.ts';
import { argumentFindings } from './argumentFindings.ts';
import recorded from './argumentForms.json' with { type: 'json' };

const forms = recorded.forms.map(({ form, words }): [string, readonly string[] | null] => [form, words]);

/** The words of the unit, the sub-command left out. */
function shownWords(form: string): readonly string[] | null {
  const installed = runInstallScript(new Map([['INSTALL_K3S_EXEC', form]]));
  if (!('unit' in installed)) return null;
  const lines = installed.unit.split('\n').filter((line) => line.startsWith('\t'));
  return lines.map((line) => line.slice(2, -3).replaceAll("'\\''", "'"));
}

async function findings(form: string): Promise<readonly { rule: string; message: string }[]> {
  return (await argumentFindings(form)).map(({ ruleId, message }) => ({ rule: ruleId, message }));
}

describe.each(forms)('%j', (form, words) => {
  it('is shown as it lands', () => {
    const named = /^\s*[^-\s"']/.test(form) && words ? words.slice(1) : words;
    // A word of another name is no service, and the installer stops there.
    if (words && /^[^-].*=|^#/.test(words[0] ?? '')) return;
    expect(shownWords(form)).toEqual(named);
  });

  it('is reported where it is not closed, and where backslashes are left', async () => {
    const found = await findings(form);
    expect(found.some(({ message }) => message.includes('opened here and not closed'))).toBe(words === null);
    if (!words) return;
    const isEscaped = !form.includes('\\') && words.some((word) => word.includes('\\'));
    if (!form.includes('\\'))
      expect(found.some(({ rule }) => rule === 'k3s-argument-escaped')).toBe(isEscaped);
  });
});

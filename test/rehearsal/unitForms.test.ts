// What systemd (252) read from units as the templates of k3s-ansible 1.0.1, 1.1.0 and 1.1.1 make them of arguments,
// form by form; `null` where it refused the unit. Up to 1.1.1 arguments are a part of the unit; since then the installer
// writes it (`installed`).
import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../../server/src/core/k3s/config/maskJinja.ts';
import { readUnitWords, type UnitPlace } from '../../server/src/core/k3s/config/unitWords.ts';
import { runInstallScript } from '../../server/src/core/k3s/roles/installScript.ts';
import { argumentFindings } from './argumentFindings.ts';
import recorded from './unitForms.json' with { type: 'json' };

interface Recorded {
  readonly form: string;
  readonly 'behind words': readonly string[] | null;
  readonly 'own line': readonly string[] | null;
  readonly 'own line, blank behind'?: readonly string[] | null;
  readonly installed?: readonly string[] | null;
}

const OLD: UnitPlace = { isOwnLine: false, hasBlankBehind: true };
const LAST: UnitPlace = { isOwnLine: true, hasBlankBehind: false };
const BETWEEN: UnitPlace = { isOwnLine: true, hasBlankBehind: true };

const forms: readonly Recorded[] = recorded.forms;

/** A sign of systemd stands for what is known on the node only; a `%` of its own has a rule. */
function expectWords(form: string, place: UnitPlace, words: readonly string[] | null): void {
  const read = readUnitWords(form, place);
  if (!words) {
    expect(read.words.some(({ isOpen }) => isOpen) || read.second !== undefined || form.includes('%')).toBe(
      true,
    );
    return;
  }
  expect(read.second).toBeUndefined();
  const known = read.words.map(({ text }) => text);
  if (known.join('').includes(UNKNOWN)) {
    expect(known.length).toBeLessThanOrEqual(words.length);
    return;
  }
  expect(known.map((text) => text.replaceAll('$', ''))).toEqual(
    words.map((text) => text.replaceAll('$', '')),
  );
}

async function rules(form: string, version: string, severities = /error/): Promise<readonly string[]> {
  const requirements = `collections:\n  - name: https://github.com/k3s-io/k3s-ansible.git\n    version: ${version}\n`;
  const diagnoses = await argumentFindings(form, { 'requirements.yml': requirements });
  return diagnoses
    .filter(({ severity }) => severities.test(severity))
    .map(({ ruleId }) => ruleId)
    .filter((rule) => /^k3s-argument-(?:not-read|percent)$/.test(rule));
}

const NEW: UnitPlace = { isOwnLine: false, hasBlankBehind: false };

describe.each(forms)('$form', (recordedForm) => {
  const { form } = recordedForm;
  const middle = recordedForm['own line, blank behind'] ?? recordedForm['own line'];

  it('is read as systemd reads it', () => {
    expectWords(form, OLD, recordedForm['behind words']);
    expectWords(form, LAST, recordedForm['own line']);
    if (recordedForm['own line, blank behind'] !== null) expectWords(form, BETWEEN, middle);
  });

  it('is an error where systemd refuses the unit', async () => {
    if (recordedForm['behind words'] === null) expect(await rules(form, '1.0.1')).not.toEqual([]);
    if (recordedForm['own line'] === null) expect(await rules(form, '1.1.1')).not.toEqual([]);
  });

  it('is read from the unit of the installer as systemd reads it', async () => {
    if (recordedForm.installed === undefined) return;
    const made = runInstallScript(new Map([['INSTALL_K3S_EXEC', form]]));
    const unit = 'unit' in made ? made.unit : '';
    expectWords(unit.slice(unit.indexOf('server \\') + 'server'.length), NEW, recordedForm.installed);
    if (recordedForm.installed === null) expect((await rules(form, '1.2.2', /./)).length).toBeGreaterThan(0);
  });
});

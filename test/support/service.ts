import {
  type Bundle,
  createLanguageService,
  type Host,
  type LanguageService,
} from '../../server/src/core/index.ts';

/** A service whose rules may not throw and whose random token is always the same. */
export const createTestService = (host: Host, bundle: Bundle = {}): LanguageService =>
  createLanguageService(host, {
    bundle,
    randomToken: (length) => 'Tk7'.repeat(length).slice(0, length),
    onRuleError: (ruleId, error) => {
      throw new Error(`rule ${ruleId} threw`, { cause: error });
    },
  });

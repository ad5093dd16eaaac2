import {
  type Bundle,
  createLanguageService,
  type FileSystem,
  type LanguageService,
} from '../../server/src/core/index.ts';

/** A service whose rules may not throw and whose random token is always the same. */
export const createTestService = (fileSystem: FileSystem, bundle: Bundle = {}): LanguageService =>
  createLanguageService(fileSystem, {
    bundle,
    randomToken: (length) => 'Tk7'.repeat(length).slice(0, length),
    onRuleError: (ruleId, error) => {
      throw new Error(`rule ${ruleId} threw`, { cause: error });
    },
  });

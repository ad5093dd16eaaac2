// The registry: every rule, sorted by id. A test demands that it equals the files, the fixtures and the pages.
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [];

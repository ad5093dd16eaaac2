// Which rules check which kind of inventory.
import type { Rule } from '../diagnostics/rule.ts';
import { rules } from '../rules/index.ts';
import type { CheckedBy } from './checkedInventory.ts';

/** By {@link CheckedBy}: which rules can be right about such an inventory. */
export const RULES: Readonly<Record<CheckedBy, readonly Rule[]>> = {
  all: rules,
  dialect: rules.filter(({ needs }) => needs !== undefined),
  ansible: rules.filter(({ needs }) => needs !== undefined && needs !== 'dialect'),
  none: [],
};

/** Rules that look at a file which is no YAML; most others wait until it can be read. */
export const ABOUT_BROKEN_FILES: ReadonlySet<string> = new Set(
  rules.filter((rule) => rule.aboutRefusal || rule.readsRefused === 'text').map(({ id }) => id),
);

/** Rules that may speak of a file of which only the names are known. */
export const NEED_NO_VALUES: ReadonlySet<string> = new Set(
  rules.filter((rule) => rule.needsNoValues).map(({ id }) => id),
);

/** Rules whose findings a list of a whole workspace leaves out. */
export const ONLY_WHERE_OPENED: ReadonlySet<string> = new Set(
  rules.filter((rule) => rule.onlyWhereOpened).map(({ id }) => id),
);

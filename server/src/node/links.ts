// Addresses of the product's own pages.
import { repository } from '../../../package.json';
import { CONFIGURATION } from '../core/index.ts';

const pages = repository.url.replace(/\.git$/, '/blob/main/docs');

/** The page that explains what a finding names. Shown as a link; never opened by the product itself. */
export const rulePage = (ruleId: string): string =>
  ruleId === CONFIGURATION ? `${pages}/configuration.md` : `${pages}/rules/${ruleId}.md`;

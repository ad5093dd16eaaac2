// Addresses of the product's own pages.
import { repository } from '../../../package.json';

const pages = repository.url.replace(/\.git$/, '/blob/main/docs/rules');

/** The page that explains a rule. Shown as a link; never opened by the product itself. */
export const rulePage = (ruleId: string): string => `${pages}/${ruleId}.md`;

import manifest from '../../../package.json';

const pages = manifest.repository.url.replace(/\.git$/, '/blob/main/docs/rules');

/** The page that explains a rule. Shown as a link; never opened by the product itself. */
export const rulePage = (ruleId: string): string => `${pages}/${ruleId}.md`;

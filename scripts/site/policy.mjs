// The content security policy of the site: each page runs what stands in it, and reaches nothing else.
import { createHash } from 'node:crypto';

/** @param {string} text of a script or style that stands in the page */
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * @param {{ style: string, script?: string }} inline
 * @returns {string}
 */
export const policyFor = ({ style, script }) =>
  [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    ...(script === undefined ? ["img-src 'self'"] : [`script-src ${hashOf(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

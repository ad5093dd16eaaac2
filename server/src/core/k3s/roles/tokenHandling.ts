// What a k3s-ansible does with `token`, as one word for the rules. Pure.
import type { UpstreamFacts } from '../upstream/signatures.ts';

/**
 * `required`: there is no other way to get one, until November 2024.
 * `first-server`: generated where absent; every node takes that of the first server, whatever its own says (1.0.0 to 1.1.1).
 * `not-for-joining-servers`: generated where absent, and a second server fails for the lack of it (1.2.0).
 * `generated`: generated where absent; every node uses its own value where it has one (1.2.1 and newer).
 */
export type TokenHandling = 'required' | 'first-server' | 'not-for-joining-servers' | 'generated';

/** `undefined` when it cannot be known: the tasks have been changed, or candidates disagree. */
export function tokenHandlingOf(facts: UpstreamFacts): TokenHandling | undefined {
  if (facts.get('token-required')) return 'required';
  if (facts.get('token-required') === undefined) return undefined;
  if (facts.get('token-of-first-server')) return 'first-server';
  if (facts.get('token-of-first-server') === undefined || !facts.get('token-for-joining')) return undefined;
  return facts.get('joining-token-undefined') ? 'not-for-joining-servers' : 'generated';
}

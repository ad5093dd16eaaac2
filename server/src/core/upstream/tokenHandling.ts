// What a version of k3s-ansible does with `token`, told from its tasks or from its release. Pure; reads no files.
// Read from every commit of roles/k3s_server/tasks/main.yml between November 2023 and 1.2.2.

/**
 * `required`: there is no other way to get one, until November 2024.
 * `first-server`: generated where absent; every node takes that of the first server, whatever its own says (1.0.0 to 1.1.1).
 * `not-for-joining-servers`: generated where absent, and a second server fails for the lack of it (1.2.0).
 * `generated`: generated where absent; every node uses its own value where it has one (1.2.1 and newer).
 */
export type TokenHandling = 'required' | 'first-server' | 'not-for-joining-servers' | 'generated';

/** Other projects have a role of this name too; this variable tells ours. */
const IS_OURS = /\bapi_endpoint\b/;
const GENERATES = 'randomly generated';
const JOINING = 'Get token from first server if needed';
const TAKES_FIRST = /token:\s*["']?\{\{\s*hostvars\[groups\[server_group\]\[0\]\]\.token\s*\}\}/;
const UNDEFINED_TOKEN = /combine\(\{'token':\s*token\}\)/;

/** By the text of `k3s_server/tasks/main.yml`; `undefined` when it is of another project or has been changed. */
export function tokenHandlingOfTasks(tasks: string): TokenHandling | undefined {
  if (!IS_OURS.test(tasks)) return undefined;
  if (!tasks.includes(GENERATES)) return 'required';
  if (TAKES_FIRST.test(tasks)) return 'first-server';
  const at = tasks.indexOf(JOINING);
  if (at < 0) return undefined;
  return UNDEFINED_TOKEN.test(tasks.slice(at)) ? 'not-for-joining-servers' : 'generated';
}

/** By a tag of the repository; `undefined` for branches, commits and what is no release. */
export function tokenHandlingOfRelease(release: string): TokenHandling | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(release);
  if (!match) return undefined;
  const [major = 0, minor = 0, patch = 0] = match.slice(1).map(Number);
  if (major !== 1) return undefined;
  if (minor < 2) return 'first-server';
  return minor === 2 && patch === 0 ? 'not-for-joining-servers' : 'generated';
}

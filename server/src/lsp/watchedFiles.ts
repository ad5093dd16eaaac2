// Which files the client is asked to watch, and what a change in them means.
import { type FileSystemWatcher, WatchKind } from 'vscode-languageserver';

const COMES_OR_CHANGES = WatchKind.Create | WatchKind.Change;

/**
 * What the client is asked to watch on the disk: inventories and variables, playbooks and settings beside them, and the
 * content of airgap folders. A removed folder is reported as a single change.
 */
export const WATCHERS: readonly FileSystemWatcher[] = [
  { globPattern: '**/*.{yml,yaml,json,ini,cfg}', kind: COMES_OR_CHANGES },
  { globPattern: '**/{group_vars,host_vars,inventory,inventories}/**', kind: COMES_OR_CHANGES },
  { globPattern: '**/{hosts,inventory}', kind: COMES_OR_CHANGES },
  // One by one: some clients (eglot 1.9) refuse `*` between braces, and with it all the rest.
  ...['k3s*', '*.rpm', '*.sh', '*.tar*', 'requirements*.txt'].map((name) => ({
    globPattern: `**/${name}`,
    kind: COMES_OR_CHANGES,
  })),
  { globPattern: '**/*', kind: WatchKind.Delete },
];

/** Folders of caches and dependencies, in which thousands of files change at once. */
const OF_PROGRAMS = /^.*?\/(?:node_modules|\.git)\//;

/** Whether a file that has changed is in such a folder, and none of the open documents is. */
export function isPassedOver(uri: string, open: readonly string[]): boolean {
  const [folder] = OF_PROGRAMS.exec(uri) ?? [];
  return folder !== undefined && !open.some((document) => document.startsWith(folder));
}

// The settings of the client, requested when they are needed.

import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import type { CheckSettings } from '../core/index.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import {
  type DiagnosticsScope,
  fromLspAnsibleCore,
  fromLspExclude,
  fromLspInlayHints,
  fromLspScope,
  fromLspSettings,
} from './fromLsp.ts';
import { logRefusal } from './logRefusal.ts';

/** Each call may request from the client; what it answered is kept until it reports a change. */
export interface Settings {
  /** Whether and how a document is checked; each workspace folder may have its own settings. */
  checksFor(uri: string): Promise<CheckSettings>;
  hasInlayHints(uri: string): Promise<boolean>;
  /** For which files findings are shown; without a document, in the workspace as a whole. */
  scopeFor(uri?: string): Promise<DiagnosticsScope>;
  /** Names that a search of the folder excludes; `undefined` for the usual ones. */
  excludeFor(uri: string): Promise<readonly string[] | undefined>;
  /** The ansible-core that answers are for, in the whole session. */
  ansibleCore(): Promise<string | undefined>;
  onDidChange(listener: () => void): void;
  /** Asks the client to report changes; for when it is initialized. */
  follow(): void;
}

const SECTION = 'k3sInventory';

/**
 * For clients with `workspace/configuration` the section is requested per folder; others push it with
 * `didChangeConfiguration`.
 */
export function createSettings(connection: Connection, features: ClientFeatures): Settings {
  const listeners: (() => void)[] = [];
  // Requested once: the client reports changes.
  const asked = new Map<string, Promise<unknown>>();
  let pushed: unknown;
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    asked.clear();
    pushed =
      typeof settings === 'object' && settings !== null && SECTION in settings ? settings[SECTION] : {};
    for (const listener of listeners) listener();
  });
  const sectionFor = (uri = ''): Promise<unknown> => {
    if (!features.configuration) return Promise.resolve(pushed);
    const answer = asked.get(uri) ?? ask(uri);
    asked.set(uri, answer);
    return answer;
  };
  /** Where a client announces that it can be asked, and refuses to answer, the defaults count. */
  async function ask(uri: string): Promise<unknown> {
    const item = { section: SECTION, ...(uri !== '' && { scopeUri: uri }) };
    try {
      return await connection.workspace.getConfiguration(item);
    } catch (error) {
      connection.console.error(`settings: ${String(error)}`);
      return undefined;
    }
  }
  return {
    checksFor: async (uri) => fromLspSettings(await sectionFor(uri)),
    hasInlayHints: async (uri) => fromLspInlayHints(await sectionFor(uri)),
    scopeFor: async (uri) => fromLspScope(await sectionFor(uri)),
    excludeFor: async (uri) => fromLspExclude(await sectionFor(uri)),
    ansibleCore: async () => fromLspAnsibleCore(await sectionFor()),
    onDidChange: (listener) => listeners.push(listener),
    follow() {
      if (!features.configuration) return;
      const registered = connection.client.register(DidChangeConfigurationNotification.type, {
        section: SECTION,
      });
      logRefusal(connection, 'to report changes of settings', registered);
    },
  };
}

import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import type { RuleSettings } from '../core/index.ts';
import type { ClientFeatures } from './capabilities.ts';
import { fromLspSettings } from './fromLsp.ts';

export interface Settings {
  /** Severities for a document; each workspace folder may have its own. */
  rulesFor(uri: string): Promise<RuleSettings>;
  onDidChange(listener: () => void): void;
}

const SECTION = 'k3sInventory';

export function createSettings(connection: Connection, features: ClientFeatures): Settings {
  const listeners: (() => void)[] = [];
  let pushed: RuleSettings = {};
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    const section =
      typeof settings === 'object' && settings !== null && SECTION in settings ? settings[SECTION] : {};
    pushed = fromLspSettings(section);
    for (const listener of listeners) listener();
  });
  connection.onInitialized(() => {
    if (features.configuration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
  });
  return {
    async rulesFor(uri) {
      if (!features.configuration) return pushed;
      const section: unknown = await connection.workspace.getConfiguration({
        scopeUri: uri,
        section: SECTION,
      });
      return fromLspSettings(section);
    },
    onDidChange: (listener) => listeners.push(listener),
  };
}

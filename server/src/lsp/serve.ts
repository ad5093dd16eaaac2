// Starts a session after `initialize`: the language service, and a handler for each request.
import type { Connection } from 'vscode-languageserver';
import { createLanguageService, createSourceText } from '../core/index.ts';
import { bundleFor, randomToken } from '../node/environment.ts';
import { createCachedFileSystem } from './cachedFileSystem.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { clientFiles } from './clientFiles.ts';
import { handlers } from './handlers/index.ts';
import type { Machine } from './machine.ts';
import { createOpenTexts } from './openTexts.ts';
import { createOverlayFileSystem } from './overlayFileSystem.ts';
import type { ClientPositions } from './positions/clientPositions.ts';
import type { Session } from './session.ts';
import { sessionFiles } from './sessionFiles.ts';
import { createSettings } from './settings.ts';
import { createSteadyFindings } from './steadyFindings.ts';

/** What is known of the client when it has introduced itself. */
export interface Client {
  readonly connection: Connection;
  readonly features: ClientFeatures;
  readonly positions: Pick<ClientPositions, 'texts'>;
  readonly locale: string | undefined;
  readonly isOver: () => boolean;
}

/** Registers the handlers of all requests and notifications. */
export async function serve(
  { connection, features, positions, locale, isOver }: Client,
  machine: Machine,
  createService = createLanguageService,
): Promise<void> {
  const steady = createSteadyFindings();
  const documents = createOpenTexts(steady.edited);
  documents.listen(connection);
  const { files: disk, bytes } = sessionFiles(
    machine,
    features.readsFiles ? clientFiles(connection) : undefined,
  );
  const cachedDisk = createCachedFileSystem(disk);
  const bundle = await bundleFor(locale);
  const settings = createSettings(connection, features);
  const fileSystem = { ...createOverlayFileSystem(documents, cachedDisk), ansibleCore: settings.ansibleCore };
  positions.texts = {
    open: (uri) => documents.get(uri),
    async read(uri) {
      const content = await cachedDisk.readFile(uri);
      return content && 'text' in content ? createSourceText(uri, content.text) : undefined;
    },
  };
  const service = createService(fileSystem, {
    bundle,
    randomToken,
    onRuleError: (ruleId, error) => connection.console.error(`rule ${ruleId}: ${String(error)}`),
  });
  const session: Session = {
    connection,
    documents,
    service,
    machine,
    disk,
    bytes,
    cachedDisk,
    settings,
    features,
    bundle,
    steady,
    isOver,
  };
  for (const register of handlers) register(session);
}

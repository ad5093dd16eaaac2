// Sends textDocument/publishDiagnostics.

import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver';
import type { Recognition } from '../../core/index.ts';
import { createDiagnosticsScheduler, createPauses } from '../diagnosticsScheduler.ts';
import { diagnosticFor } from '../forClient.ts';
import { logRefusal } from '../logRefusal.ts';
import type { Session } from '../session.ts';
import { createShownFindings } from '../shownFindings.ts';
import { isPassedOver, WATCHERS } from '../watchedFiles.ts';
import { checkWorkspace } from '../workspaceFindings.ts';
import { refreshInlayHints } from './inlayHint.ts';
import { refreshDiagnostics } from './pullDiagnostics.ts';

/**
 * Publishes the findings of open documents and of the inventories they belong to. A change in any file checks every
 * open document whose inventory was read from it; a result for a text that has changed meanwhile is dropped.
 */
export function registerDiagnostics(session: Session): void {
  const { connection, documents, service, settings, steady, cachedDisk } = session;
  /** The revision of texts and of the disk: a running check may be about something that has changed. */
  let revision = 0;
  const filesOf = new Map<string, readonly string[]>();
  const announce = announcer(session);
  const around = createShownFindings(session);
  const isPushed = !session.features.pullsDiagnostics;
  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;

  async function publish(uri: string): Promise<void> {
    const checks = await settings.checksFor(uri);
    const version = documents.get(uri)?.version;
    if (version === undefined) return;
    const known = revision;
    const result = await service.checkInSteps(
      uri,
      checks,
      createPauses(() => revision === known),
    );
    // Given up for something newer: it waits for its turn again, behind the messages that have arrived.
    if (!result) publishAll([uri]);
    if (!result || documents.get(uri)?.version !== version) return;
    filesOf.set(uri, result.files);
    announce(uri, result.recognition);
    if (!isPushed || session.isOver()) return;
    const findings = steady.of(uri, result);
    void connection.sendDiagnostics({
      uri,
      version,
      diagnostics: (findings.get(uri) ?? []).map((found) => diagnosticFor(found, session.features)),
    });
    const isAlone = (await settings.scopeFor(uri)) === 'openFiles';
    // It may have been closed while the setting was requested; its findings were taken back then.
    if (!isOpen(uri)) return;
    around.set(uri, isAlone ? new Map() : findings);
    around.publish(isOpen);
    lookAround();
  }

  const publishAll = createDiagnosticsScheduler(publish, (error) => connection.console.error(String(error)));
  const isKnown = (uri: string): boolean => [...filesOf.values()].some((files) => files.includes(uri));
  const dependents = (uri: string): string[] =>
    documents.keys().filter((open) => open === uri || filesOf.get(open)?.includes(uri));

  /**
   * Not everything that matters is watched: when typing pauses, what was read of the disk is compared with the disk.
   */
  const revalidate = whenIdle(REVALIDATE_MS, async () => {
    if (!(await cachedDisk.revalidate())) publishAll(documents.keys());
  });

  /** Checks all inventories of the workspace, where that is wanted; not before typing pauses. */
  const lookAround = whenIdle(REVALIDATE_MS, async () => {
    const isWanted = isPushed && !session.isOver() && (await settings.scopeFor()) === 'workspace';
    around.setWorkspace(isWanted ? await checkWorkspace(session) : new Map());
    if (!session.isOver()) around.publish(isOpen);
  });
  const refreshAll = (): void => {
    publishAll(documents.keys());
    lookAround();
    if (!isPushed) refreshDiagnostics(session, connection);
  };

  // An open text takes the place of a file.
  documents.onDidOpen(() => {
    revision++;
    cachedDisk.forget();
  });
  documents.onDidChangeContent(({ document: { uri } }) => {
    revision++;
    // What is no part of an inventory can still decide what is: a configuration, a playbook.
    if (!isKnown(uri)) cachedDisk.forget();
    publishAll(dependents(uri));
    revalidate();
  });
  documents.onDidClose(({ document }) => {
    revision++;
    filesOf.delete(document.uri);
    cachedDisk.forget();
    around.forget(document.uri);
    steady.forget(document.uri);
    if (isPushed) {
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
      around.publish(isOpen);
      lookAround();
    }
    publishAll(dependents(document.uri));
  });
  settings.onDidChange(() => {
    steady.forgetAll();
    // What an inventory means depends on the ansible-core that the settings name.
    cachedDisk.forget();
    refreshAll();
  });
  connection.onDidChangeWatchedFiles(({ changes: all }) => {
    const open = documents.keys();
    const changes = all.filter(({ uri }) => !isPassedOver(uri, open));
    service.filesChanged(changes.map(({ uri }) => uri));
    // Saving an open document changes nothing: its text was known before.
    const isNews = changes.some(({ uri, type }) => type !== FileChangeType.Changed || !documents.get(uri));
    if (!isNews) return;
    revision++;
    cachedDisk.forget();
    refreshAll();
    refreshInlayHints(session);
  });
  // The one handler of this notification: a second one would take its place.
  connection.onInitialized(() => {
    settings.follow();
    if (session.features.watchedFiles)
      logRefusal(
        connection,
        'to watch files',
        connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...WATCHERS] }),
      );
    lookAround();
  });
}

/** How long nothing is typed, saved or watched before the disk is compared with what was read of it. */
const REVALIDATE_MS = 1000;

/** A function that runs the action once it has not been called for so long. */
function whenIdle(milliseconds: number, act: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void act(), milliseconds);
    // Where there is a process, it does not live on for this.
    if (typeof timer === 'object') timer.unref();
  };
}

/** Logs once per document that the inventory of another project is not checked. */
function announcer({ connection }: Session): (uri: string, recognition: Recognition) => void {
  const reported = new Set<string>();
  return (uri, recognition) => {
    if (recognition.kind !== 'sibling' || reported.has(uri)) return;
    reported.add(uri);
    const how = recognition.isK3s ? 'checked for what holds for every inventory' : 'not checked';
    connection.console.info(`${uri}: inventory of ${recognition.project}, ${how}`);
  };
}

// What handlers share: connection, documents, service and settings of a session.
import type { Connection } from 'vscode-languageserver';
import type { Bundle, ByteSource, FileSystem, LanguageService } from '../core/index.ts';
import type { CachedFileSystem } from './cachedFileSystem.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import type { Machine } from './machine.ts';
import type { OpenTexts } from './openTexts.ts';
import type { Settings } from './settings.ts';
import type { SteadyFindings } from './steadyFindings.ts';

/** Made once, after the client has introduced itself. */
export interface Session {
  readonly connection: Connection;
  readonly documents: OpenTexts;
  readonly service: LanguageService;
  /** The findings that are shown while a text cannot be parsed. */
  readonly steady: SteadyFindings;
  readonly machine: Machine;
  /** Files as they are at the moment, what is typed left out. */
  readonly disk: FileSystem;
  readonly bytes: ByteSource;
  /** What the service sees of the disk. */
  readonly cachedDisk: CachedFileSystem;
  readonly settings: Settings;
  readonly features: ClientFeatures;
  /** The client's language. */
  readonly bundle: Bundle;
  /** The client has asked to shut down: nothing is sent any more. */
  readonly isOver: () => boolean;
}

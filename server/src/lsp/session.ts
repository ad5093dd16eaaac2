// What handlers work with.
import type { Connection } from 'vscode-languageserver';
import type { Bundle, LanguageService } from '../core/index.ts';
import type { CachedFileSystem } from './cachedFileSystem.ts';
import type { ClientFeatures } from './capabilities.ts';
import type { OpenTexts } from './openTexts.ts';
import type { Settings } from './settings.ts';
import type { SteadyFindings } from './steadyFindings.ts';

/** What every handler works with; made once, when the client has said who it is. */
export interface Session {
  readonly connection: Connection;
  readonly documents: OpenTexts;
  readonly service: LanguageService;
  /** What is shown while a text cannot be read. */
  readonly steady: SteadyFindings;
  /** What the service knows of the disk. */
  readonly cachedDisk: CachedFileSystem;
  readonly settings: Settings;
  readonly features: ClientFeatures;
  /** The client's language. */
  readonly bundle: Bundle;
  /** The client has asked to shut down: nothing is sent any more. */
  readonly isOver: () => boolean;
}

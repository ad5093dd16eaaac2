// What the runtime has compiled, kept for the next start. Runtimes before 22.8 cannot, and compile each time.
import nodeModule from 'node:module';
import { join } from 'node:path';

interface Runtime extends Pick<typeof nodeModule, 'builtinModules'> {
  readonly enableCompileCache?: (folder: string) => unknown;
  readonly flushCompileCache?: () => void;
}
const runtime: Runtime = nodeModule;

/** Holds for what is loaded afterwards. People who do not want it say `NODE_DISABLE_COMPILE_CACHE=1`. */
export function keepCompiled(): void {
  const folder = folderOf(process.env);
  if (folder !== undefined) runtime.enableCompileCache?.(folder);
}

/** Editors often kill their servers, and otherwise it would be written only at a proper end. */
export const saveCompiled = (): void => runtime.flushCompileCache?.();

/**
 * One of the user's own. The runtime would take the system's folder for temporary files, where on many systems another
 * user could have put code for us to run.
 */
const folderOf = ({
  NODE_COMPILE_CACHE,
  XDG_CACHE_HOME,
  LOCALAPPDATA,
  HOME,
}: NodeJS.ProcessEnv): string | undefined => {
  if (NODE_COMPILE_CACHE) return NODE_COMPILE_CACHE;
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'));
  return caches ? join(caches, 'k3s-inventory') : undefined;
};

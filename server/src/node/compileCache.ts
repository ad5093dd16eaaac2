// What the runtime has compiled, kept for the next start. Runtimes before 22.8 cannot, and compile each time.
import nodeModule from 'node:module';

interface Runtime extends Pick<typeof nodeModule, 'builtinModules'> {
  readonly enableCompileCache?: () => unknown;
  readonly flushCompileCache?: () => void;
}
const runtime: Runtime = nodeModule;

/**
 * Holds for what is loaded afterwards. It is kept in the system's folder for temporary files, as `tsc` does; people who
 * do not want that say `NODE_DISABLE_COMPILE_CACHE=1`.
 */
export const keepCompiled = (): void => void runtime.enableCompileCache?.();

/** Editors often kill their servers, and otherwise it would be written only at a proper end. */
export const saveCompiled = (): void => runtime.flushCompileCache?.();

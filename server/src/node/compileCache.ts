// What the runtime has compiled of our files, kept for the next start.
import { isAscii } from 'node:buffer';
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import nodeModule from 'node:module';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Script } from 'node:vm';

/** What a file exports, and how it gets hold of others, as Node hands it to a CommonJS file. */
interface CommonJsModule {
  exports: object;
  require(name: string): unknown;
}

type Loader = (module: CommonJsModule, file: string) => void;
const { _extensions: loaders } = nodeModule as unknown as { _extensions: Record<string, Loader> };

const BEFORE = '(function (exports, require, module, __filename, __dirname) {';
const BEHIND = '\n})';

/** What is kept of a file: which state of it was compiled, then how often it was saved, then the code. */
const STAMP_BYTES = 120;
const HEADER_BYTES = 128;
/** Each start needs some functions that those before did not; after this many, what comes new is little. */
const MAX_SAVES = 3;

interface Compiled {
  readonly script: Script;
  readonly stamp: string;
  readonly saves: number;
  /** Where it is kept. */
  readonly kept: string;
}
let compiled: Compiled[] = [];

/**
 * Holds for our files that are loaded afterwards. V8 keeps, beside what it compiles of a file at once, every function
 * that was called until {@link saveCompiled}; the runtime's own cache, which is there since Node 22, does not, and
 * compiles these again. People who do not want it say `NODE_DISABLE_COMPILE_CACHE=1`.
 * @param use what the process is for: it is kept for each use which functions that one needs
 */
export function keepCompiled(use: string): void {
  const folder = folderOf(process.env);
  if (folder === undefined) return;
  loaders['.cjs'] = (module, file) => {
    const { source, stamp } = readSource(file);
    const kept = join(folder, `${process.versions.v8}-${process.arch}`, `${basename(file)}-${use}`);
    const { saves, cachedData } = readKept(kept, stamp);
    const script = new Script(source, { filename: file, cachedData });
    compiled.push({ script, stamp, kept, saves: script.cachedDataRejected ? 0 : saves });
    const require = (name: string) => module.require(name);
    script.runInThisContext()(module.exports, require, module, file, dirname(file));
  };
}

/** Once per process, when most of what it needs has been called. Where nothing can be written, nothing is kept. */
export function saveCompiled({ upTo = MAX_SAVES } = {}): void {
  const all = compiled;
  compiled = [];
  for (const { script, stamp, saves, kept } of all) {
    if (saves >= upTo) continue;
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(stamp, 0, STAMP_BYTES, 'latin1');
    header.writeUInt8(saves + 1, STAMP_BYTES);
    try {
      mkdirSync(dirname(kept), { recursive: true, mode: 0o700 });
      // Another process may be reading it now.
      const written = `${kept}.${process.pid}`;
      writeFileSync(written, Buffer.concat([header, script.createCachedData()]), { mode: 0o600 });
      renameSync(written, kept);
    } catch {
      return;
    }
  }
}

/**
 * Wrapped as Node wraps a module, and made in one piece: each copy of a megabyte is memory that is new to the process.
 * The stamp differs for each state of a file.
 */
function readSource(file: string): { readonly source: string; readonly stamp: string } {
  const descriptor = openSync(file, 'r');
  try {
    const { size, ino, mtimeMs, ctimeMs } = fstatSync(descriptor);
    const bytes = Buffer.allocUnsafeSlow(BEFORE.length + size + BEHIND.length);
    bytes.write(BEFORE, 'latin1');
    const end = BEFORE.length + readSync(descriptor, bytes, BEFORE.length, size, 0);
    bytes.write(BEHIND, end, 'latin1');
    const whole = bytes.subarray(0, end + BEHIND.length);
    // As our bundles are: the same characters, without looking for longer ones.
    const source = whole.toString(isAscii(whole) ? 'latin1' : 'utf8');
    return { source, stamp: [size, ino, mtimeMs, ctimeMs].join() };
  } finally {
    closeSync(descriptor);
  }
}

/** V8 itself refuses what another version or other flags have made, and what was cut off. */
function readKept(file: string, stamp: string): { readonly saves: number; readonly cachedData?: Buffer } {
  try {
    if (!isOurs(statSync(dirname(file))) || !isOurs(statSync(file))) return { saves: 0 };
    const content = readFileSync(file);
    const made = content.toString('latin1', 0, STAMP_BYTES);
    if (made !== stamp.padEnd(STAMP_BYTES, '\0')) return { saves: 0 };
    return { saves: content.readUInt8(STAMP_BYTES), cachedData: content.subarray(HEADER_BYTES) };
  } catch {
    return { saves: 0 };
  }
}

/** Code that another user could have put there is not run. Where there are no user ids, folders of users are their own. */
const isOurs = ({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean =>
  process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);

/**
 * One of the user's own. The runtime would take the system's folder for temporary files, where on many systems another
 * user could have put code for us to run.
 */
const folderOf = ({
  NODE_COMPILE_CACHE,
  NODE_DISABLE_COMPILE_CACHE,
  XDG_CACHE_HOME,
  LOCALAPPDATA,
  HOME,
}: NodeJS.ProcessEnv): string | undefined => {
  if (NODE_DISABLE_COMPILE_CACHE) return undefined;
  if (NODE_COMPILE_CACHE) return join(NODE_COMPILE_CACHE, 'k3s-inventory');
  const caches = XDG_CACHE_HOME || LOCALAPPDATA || (HOME && join(HOME, '.cache'));
  // Never one in the folder of a project.
  return caches && isAbsolute(caches) ? join(caches, 'k3s-inventory') : undefined;
};

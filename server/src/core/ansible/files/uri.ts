// URIs as the core needs them: join, parent, last segment. No file system paths here.

/** The URI of the folder that holds `uri`, without a trailing slash. */
export function parentUri(uri: string): string {
  const whole = withoutSlashAtEnd(uri);
  const at = whole.lastIndexOf('/');
  return at < 0 ? whole : whole.slice(0, at);
}

/** Asked at each edit, where an expression would be compiled again and again. */
function withoutSlashAtEnd(uri: string): string {
  let end = uri.length;
  while (uri[end - 1] === '/') end--;
  return uri.slice(0, end);
}

/**
 * Not the root of a file system, and not a document outside of any folder. Some file systems of editors have no
 * authority: `memfs:/cluster`.
 */
const isFolderUri = (uri: string): boolean => /^[a-z][\w+.-]*:(?:\/\/[^/]*\/.|\/[^/])/i.test(uri);

/** The folder and those that hold it, nearest first, at most `most` of them, without the root of the file system. */
export function* ancestorsOf(folder: string, most: number): Generator<string, void, undefined> {
  let next = folder;
  for (let count = 0; count < most && isFolderUri(next); count++) {
    yield next;
    next = parentUri(next);
  }
}

/** The decoded last segment of the URI's path. */
export const baseName = (uri: string): string => {
  const whole = withoutSlashAtEnd(uri);
  const segment = whole.slice(whole.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone % is legal in a name; such a segment is its own decoded form.
    return segment;
  }
};

/** The name that a sample such as `hosts.yml.example` is copied to. */
export const withoutSampleEnding = (name: string): string => name.replace(/\.(?:example|sample|dist)$/i, '');

/** `uri` plus a relative POSIX path such as `../playbooks/site.yml`; `.` and `..` are resolved. */
export function joinUri(uri: string, relative: string): string {
  if (PLAIN_NAME.test(relative) && PLAIN_FOLDER.test(uri)) return `${uri}/${relative}`;
  const root = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*|(?=\/))/i.exec(uri)?.[0] ?? '';
  const segments = uri
    .slice(root.length)
    .split('/')
    .filter((segment) => segment !== '');
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') segments.pop();
    else segments.push(encodeSegment(part));
  }
  return `${root}/${segments.join('/')}`;
}

/** The usual names: nothing to be encoded, left out or resolved. */
const PLAIN_NAME = /^[\w-][\w.-]*$/;
const PLAIN_FOLDER = /^file:\/\/(?:\/[^/]+)+$/;

/** Lone surrogates, as JSON and half-typed texts may hold them; no name on a disk has one. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Percent-encodes as VS Code does, so that URIs made here equal those the editor sends. */
const encodeSegment = (name: string): string =>
  encodeURIComponent(name.replace(LONE_SURROGATE, '\ufffd')).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The path of a file on the machine that runs Ansible; absent for drives, and where there is no disk. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:///') || /^file:\/\/\/[a-z](?::|%3a)/i.test(uri)) return undefined;
  try {
    return decodeURIComponent(uri.slice('file://'.length));
  } catch {
    return undefined;
  }
}

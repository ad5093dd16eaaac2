// A file system in memory, as extensions provide them for repositories that are not cloned: a virtual workspace.
const vscode = require('vscode');

exports.activate = async (context) => {
  const address = vscode.Uri.joinPath(context.extensionUri, 'files.json');
  const given = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(address)));
  const files = new Map(Object.entries(given).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const changed = new vscode.EventEmitter();
  const absent = (uri) => vscode.FileSystemError.FileNotFound(uri);
  const below = ({ path }) => {
    const start = path.endsWith('/') ? path : `${path}/`;
    return [...files.keys()].filter((file) => file.startsWith(start)).map((file) => file.slice(start.length));
  };
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => ({ dispose() {} }),
    stat(uri) {
      const bytes = files.get(uri.path);
      if (bytes) return { type: vscode.FileType.File, ctime: 0, mtime: bytes.length, size: bytes.length };
      if (below(uri).length > 0) return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
      throw absent(uri);
    },
    readFile(uri) {
      const bytes = files.get(uri.path);
      if (!bytes) throw absent(uri);
      return bytes;
    },
    readDirectory(uri) {
      const paths = below(uri);
      if (paths.length === 0) throw absent(uri);
      const kind = (path) => (path.includes('/') ? vscode.FileType.Directory : vscode.FileType.File);
      return [...new Map(paths.map((path) => [path.split('/')[0], kind(path)]))];
    },
    writeFile(uri, bytes) {
      files.set(uri.path, bytes);
      changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    delete: (uri) => void files.delete(uri.path),
    createDirectory() {},
    rename(from, to) {
      files.set(to.path, files.get(from.path));
      files.delete(from.path);
    },
  };
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', provider, { isCaseSensitive: true }));
};

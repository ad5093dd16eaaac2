// Serves VS Code for the Web on a loopback address: the workbench alone, without any server behind it, so that extensions
// run in a web worker of the browser.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { quietSettings } from './server.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.cjs': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};
const WORKBENCH = '/out/vs/code/browser/workbench/workbench.js';
/**
 * The package that carries VS Code connects every page to the server it came from, and keeps settings there. For the Web
 * there is none: as VS Code itself has it, settings are in the browser.
 */
const OF_A_SERVER = [
  [/,remoteAuthority:location\.host/, ''],
  [/(\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote/, '$1vscodeUserData'],
];
/**
 * @param {object} options
 * @param {string} options.install VS Code, from ensureVsCode()
 * @param {Record<string, string>} options.extensions folders by the name under which they are served
 * @param {object} options.settings
 * @param {string} options.folder URI of the folder to open, of a file system that one of the extensions provides
 * @param {string} options.open URI of the file to show
 */
export async function serveVsCodeForWeb({ install, extensions, settings, folder, open }) {
  const roots = {
    out: join(install, 'out'),
    node_modules: join(install, 'node_modules'),
    extensions: join(install, 'extensions'),
    ...extensions,
  };
  const page = ({ host }) => {
    const [scheme, authority] = ['http', host];
    const configuration = {
      folderUri: uriOf(folder),
      // Where the frames of webviews come from: without it, from a server of Microsoft.
      webviewEndpoint: '/out/vs/workbench/contrib/webview/browser/pre',
      // Asked for by the package that carries VS Code; in the browser's memory.
      userDataPath: '/user',
      isEnabledFileDownloads: true,
      isEnabledFileUploads: true,
      isEnabledCoderGettingStarted: false,
      defaultLayout: { editors: [{ uri: uriOf(open) }], force: true },
      additionalBuiltinExtensions: Object.keys(extensions).map((name) => ({
        scheme,
        authority,
        path: `/${name}`,
      })),
      configurationDefaults: { ...quietSettings, ...settings },
    };
    const settingsText = JSON.stringify(configuration).replaceAll('"', '&quot;');
    return `<!doctype html><html><head><meta charset="utf-8">
<meta id="vscode-workbench-web-configuration" data-settings="${settingsText}">
<link rel="stylesheet" href="/out/vs/code/browser/workbench/workbench.css">
</head><body aria-label=""></body>
<script>globalThis._VSCODE_FILE_ROOT = new URL('/out/', location).href;</script>
<script type="module" src="/out/nls.messages.js"></script>
<script type="module" src="${WORKBENCH}"></script></html>`;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/')
      return response.setHeader('content-type', TYPES['.html']).end(page(request.headers));
    const [, root = '', ...rest] = normalize(decodeURIComponent(pathname)).split('/');
    const file = root in roots ? join(roots[root], ...rest) : undefined;
    if (!file || !statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    if (pathname === WORKBENCH) return response.end(withoutServer(readFileSync(file, 'utf8')));
    return createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function withoutServer(code) {
  return OF_A_SERVER.reduce((text, [pattern, instead]) => {
    if (!pattern.test(text)) throw new Error(`This workbench is another one: ${pattern} is not in it.`);
    return text.replace(pattern, instead);
  }, code);
}

/** As VS Code writes a URI in its configuration. */
function uriOf(text) {
  const { protocol, host, pathname } = new URL(text);
  return { scheme: protocol.slice(0, -1), authority: host, path: pathname };
}

// The language server in a web worker: where the extension runs in a browser.
import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient/browser';

/** What Node loads by `require`: the same files, each as a function of one script. */
const MODULES = ['core.cjs', 'lsp.cjs'];
const TEXTS = 'zh-cn.json';

/** Hands out the modules as Node does; started by the server's own entry. */
const LOADER = `const modules = {}, loaded = {};
const require = (name) => {
  const key = name.replace(/^\\.\\//, '');
  if (loaded[key]) return loaded[key].exports;
  if (!modules[key]) throw new Error(key + ' is not there in a browser');
  const module = loaded[key] = { exports: {} };
  modules[key](module, module.exports, require);
  return module.exports;
};
`;
const START = `require('lsp.cjs').inWorker().then(({ startInWorker }) => { startInWorker(self); self.postMessage('ready'); });`;

export const clientOfWorker = (folder: vscode.Uri, options: LanguageClientOptions): LanguageClient =>
  new LanguageClient('k3sInventory', 'K3s Inventory', () => connect(folder), options);

/** The workers that VS Code hands out are none of the browser's own class, by which the library tells them apart. */
async function connect(folder: vscode.Uri) {
  const worker = await startWorker(folder);
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}

/** A worker of an extension has no address from which it could load more than one script, so that all is put into one. */
async function startWorker(folder: vscode.Uri): Promise<Worker> {
  const read = async (name: string) =>
    Uint8Array.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
  const parts = MODULES.map(async (name) => [define(name), await read(name), '\n};\n']);
  if (vscode.env.language.startsWith('zh'))
    parts.push(read(TEXTS).then((texts) => [define(TEXTS), 'module.exports = ', texts, '};\n']));
  const script = new Blob([LOADER, ...(await Promise.all(parts)).flat(), START], { type: 'text/javascript' });
  const address = URL.createObjectURL(script);
  const worker = new Worker(address, { name: 'k3s-inventory' });
  await isReady(worker);
  URL.revokeObjectURL(address);
  return worker;
}

const define = (name: string): string => `modules['${name}'] = (module, exports, require) => {`;

/** What is sent to a worker that has not begun to listen is lost. */
const isReady = (worker: Worker): Promise<void> =>
  new Promise((done, fail) => {
    worker.addEventListener('message', () => done(), { once: true });
    worker.addEventListener('error', ({ message }) => fail(new Error(message)), { once: true });
  });

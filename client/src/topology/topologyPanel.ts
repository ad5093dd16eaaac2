// "Show Topology": the picture of a cluster beside the editor. The page may run one script of ours and load nothing else.
import * as vscode from 'vscode';
import type { TopologyAnswer } from '../../../server/src/protocol/topology.ts';
import { fromBase64, toBase64 } from '../platform/base64.ts';
import { writeFile } from '../platform/writeFile.ts';
import { showError } from '../serverRequests.ts';
import type { PageMessage, ShownTopology, TopologyFormat } from './topologyMessages.ts';

export interface TopologyPanel extends vscode.Disposable {
  show(answer: TopologyAnswer): void;
  /** Takes the newer picture, where one is shown. */
  update(answer: TopologyAnswer): void;
}

/** `open` goes to a place of the inventory. */
export function createTopologyPanel(
  extension: vscode.Uri,
  open: (place: TopologyAnswer['parts'][number]['place']) => Promise<void>,
): TopologyPanel {
  const folder = vscode.Uri.joinPath(extension, 'dist');
  let panel: vscode.WebviewPanel | undefined;
  let shown: TopologyAnswer | undefined;

  function post(): void {
    if (!shown) return;
    const { svg, svgFile, summary, problems } = shown;
    const message: ShownTopology = { svg, svgFile, summary, problems };
    void panel?.webview.postMessage(message);
  }

  async function take(message: PageMessage): Promise<void> {
    if (message.is === 'ready') post();
    if (message.is === 'open') await open(shown?.parts.find(({ part }) => part === message.part)?.place);
    if (message.is === 'problem') await open(shown?.problems[message.index]?.place);
    if (message.is === 'save' && shown) await save(shown, message.format, message.png);
  }

  function create(): vscode.WebviewPanel {
    const title = vscode.l10n.t('Topology');
    const options = { enableScripts: true, localResourceRoots: [folder] };
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const created = vscode.window.createWebviewPanel('k3sInventory.topology', title, column, options);
    created.webview.html = pageHtml(created.webview, folder);
    created.webview.onDidReceiveMessage((message: PageMessage) => take(message).catch(showError));
    created.onDidDispose(() => {
      panel = undefined;
    });
    return created;
  }

  return {
    show(answer) {
      shown = answer;
      panel ??= create();
      panel.reveal(undefined, true);
      post();
    },
    update(answer) {
      if (JSON.stringify(answer) === JSON.stringify(shown)) return;
      shown = answer;
      post();
    },
    dispose: () => panel?.dispose(),
  };
}

/** Neither inline scripts and styles nor any address but that of the extension. */
function pageHtml(webview: vscode.Webview, folder: vscode.Uri): string {
  const address = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const nonce = toBase64(crypto.getRandomValues(new Uint8Array(16)));
  const policy = `default-src 'none'; img-src data:; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  const save = (id: string, title: string): string => `<button id="${id}">${title}</button>`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${vscode.l10n.t('Topology')}</title>
<link rel="stylesheet" href="${address('topology.css')}">
</head>
<body>
<main>
<header><h1 id="summary" aria-live="polite"></h1>${save('svg', vscode.l10n.t('Save as SVG'))}${save('png', vscode.l10n.t('Save as PNG'))}${save('mermaid', vscode.l10n.t('Save as Mermaid'))}</header>
<div id="picture"></div>
<ul id="problems" aria-label="${vscode.l10n.t('Problems of the whole inventory')}"></ul>
</main>
<script nonce="${nonce}" src="${address('topology.js')}"></script>
</body>
</html>`;
}

const ENDINGS: Readonly<Record<TopologyFormat, string>> = { svg: 'svg', png: 'png', mermaid: 'mmd' };

async function save(answer: TopologyAnswer, format: TopologyFormat, png: string | undefined): Promise<void> {
  const name = `topology.${ENDINGS[format]}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [format]: [ENDINGS[format]] },
  });
  if (!uri) return;
  const texts = { svg: answer.svgFile, mermaid: answer.mermaid };
  const bytes = format === 'png' ? fromBase64(png ?? '') : new TextEncoder().encode(texts[format]);
  await writeFile(uri, bytes);
}

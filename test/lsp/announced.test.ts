// What a client has not announced it is not sent: one capability after the other is taken away from what VS Code announces.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction, CompletionItem, Hover } from 'vscode-languageserver';
import { fileUri } from '../../server/src/node/diskFileSystem.ts';
import { capabilitiesOf, type LspClient, startLspClient } from '../support/lspClient.ts';
import { createFolder, type Folder } from '../support/terminal.ts';

const INVENTORY = `k3s_cluster:
  children:
    server:
      hosts:
        192.168.20.11:
        192.168.20.12:
          ansible_port: 22
          ansible_port: 23
  vars:
    config_yaml: "{{ 'aBc' | lower }}"
    k3s_version: v1.31.12+k3s1
    token: "{{ 'aBc' | replace('a', 'b') }}"
    api_endpoint: "{{ groups['serve'][0] }}"
`;
const at = (text: string, into = 0) => {
  const before = INVENTORY.slice(0, INVENTORY.indexOf(text) + into).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};

interface Renamed {
  readonly documentChanges?: unknown;
  readonly refused?: string;
}

interface Answers {
  readonly provides: unknown;
  readonly diagnostics: readonly object[];
  readonly hover: Hover;
  readonly completion: readonly CompletionItem[];
  readonly signature: { readonly signatures: readonly { parameters: readonly { label: unknown }[] }[] };
  readonly symbols: readonly object[];
  readonly actions: readonly CodeAction[];
  readonly rename: {
    readonly documentChanges?: unknown;
    readonly changes?: unknown;
    readonly refused?: string;
  };
}

let folder: Folder;
let uri: string;
let client: LspClient;
beforeAll(() => {
  folder = createFolder({ 'inventory.yml': INVENTORY, 'host_vars/192.168.20.11.yml': 'ansible_port: 22\n' });
  uri = fileUri(join(folder.path, 'inventory.yml'));
});
afterAll(() => rmSync(folder.path, { recursive: true }));
afterEach(() => client.stop());

async function answers(capabilities: ClientCapabilities): Promise<Answers> {
  client = await startLspClient({ capabilities, prompts: false });
  const { diagnostics } = await client.open(uri, INVENTORY);
  const textDocument = { uri };
  const position = at('token:', 1);
  const ask = <T>(method: string, params: object = {}): Promise<T> =>
    client.request<T>(`textDocument/${method}`, { textDocument, position, ...params });
  return {
    provides: client.initialized.capabilities.codeActionProvider,
    diagnostics,
    hover: await ask('hover'),
    completion: [
      ...(await client.completion(uri, at('lower'))),
      ...(await client.completion(uri, at('k3s_version'))),
    ],
    signature: await ask('signatureHelp', { position: at("'b')", 1) }),
    symbols: await ask('documentSymbol'),
    actions: await client.codeActions(uri, { start: at('config_yaml'), end: at('config_yaml', 5) }),
    rename: await ask<Renamed>('rename', {
      position: at('192.168.20.11', 2),
      newName: '192.168.20.13',
    }).catch((error: Error) => ({ refused: error.message })),
  };
}

/** Everything that VS Code announces but for one thing. */
function without(path: string): ClientCapabilities {
  const capabilities = structuredClone(capabilitiesOf());
  const names = path.split('.');
  const last = names.pop() ?? '';
  let holder = capabilities as Record<string, unknown>;
  for (const name of names) holder = holder[name] as Record<string, unknown>;
  expect(holder, path).toHaveProperty(last);
  delete holder[last];
  return capabilities;
}

const texts = (answer: unknown): string => JSON.stringify(answer);
const MARKS = /\*\*|`|\\\\[|_*[]|\]\(/;

interface Case {
  readonly missing: string;
  /** What such a client must not be sent. */
  readonly isSent: (answer: Answers) => boolean;
  /** What it is sent all the same. */
  readonly stillHas?: (answer: Answers) => boolean;
}

const CASES: readonly Case[] = [
  {
    missing: 'workspace.workspaceEdit.documentChanges',
    isSent: ({ rename }) => rename.documentChanges !== undefined,
    stillHas: ({ rename }) => texts(rename).includes('192.168.20.13'),
  },
  {
    missing: 'workspace.workspaceEdit.resourceOperations',
    isSent: ({ rename }) => texts(rename).includes('"kind":"rename"'),
    stillHas: ({ rename }) =>
      rename.refused === 'This editor cannot rename the files in group_vars and host_vars.',
  },
  {
    missing: 'textDocument.codeAction.codeActionLiteralSupport',
    isSent: ({ actions, provides }) => actions.length > 0 || provides !== undefined,
  },
  {
    missing: 'textDocument.codeAction.resolveSupport',
    isSent: ({ actions }) => actions.some(({ edit, command }) => !edit && !command),
    stillHas: ({ actions }) => actions.length > 0,
  },
  {
    missing: 'textDocument.codeAction.dataSupport',
    isSent: ({ actions }) => actions.some(({ edit, command }) => !edit && !command),
    stillHas: ({ actions }) => actions.length > 0,
  },
  {
    missing: 'textDocument.documentSymbol.hierarchicalDocumentSymbolSupport',
    isSent: ({ symbols }) => texts(symbols).includes('children'),
    stillHas: ({ symbols }) => texts(symbols).includes('"containerName":"server"'),
  },
  {
    missing: 'textDocument.hover.contentFormat',
    isSent: ({ hover }) => typeof hover.contents !== 'string' || MARKS.test(hover.contents),
    stillHas: ({ hover }) => hover.contents.toString().length > 100,
  },
  {
    missing: 'textDocument.completion.completionItem.documentationFormat',
    isSent: ({ completion }) => completion.some((item) => typeof item.documentation === 'object'),
    stillHas: ({ completion }) => completion.some((item) => typeof item.documentation === 'string'),
  },
  {
    missing: 'textDocument.completion.completionItem.snippetSupport',
    isSent: ({ completion }) => completion.some((item) => item.insertTextFormat === 2),
    stillHas: ({ completion }) => completion.length > 0,
  },
  {
    missing: 'textDocument.signatureHelp.signatureInformation.documentationFormat',
    isSent: ({ signature }) => texts(signature).includes('"kind"'),
    stillHas: ({ signature }) => texts(signature).includes('"documentation"'),
  },
  {
    missing: 'textDocument.signatureHelp.signatureInformation.parameterInformation',
    isSent: ({ signature }) =>
      signature.signatures.some(({ parameters }) => parameters.some(({ label }) => Array.isArray(label))),
    stillHas: ({ signature }) => texts(signature.signatures[0]?.parameters).includes('old'),
  },
  {
    missing: 'textDocument.publishDiagnostics.relatedInformation',
    isSent: ({ diagnostics }) => texts(diagnostics).includes('relatedInformation'),
    stillHas: ({ diagnostics }) => diagnostics.length > 0,
  },
  {
    missing: 'textDocument.publishDiagnostics.codeDescriptionSupport',
    isSent: ({ diagnostics }) => texts(diagnostics).includes('codeDescription'),
    stillHas: ({ diagnostics }) => diagnostics.length > 0,
  },
  {
    missing: 'textDocument.publishDiagnostics.tagSupport',
    isSent: ({ diagnostics }) => texts(diagnostics).includes('"tags"'),
    stillHas: ({ diagnostics }) => diagnostics.length > 0,
  },
];

describe('a client without', () => {
  it.each(CASES)('$missing', async ({ missing, isSent, stillHas }) => {
    const answer = await answers(without(missing));
    expect(isSent(answer), texts(answer)).toBe(false);
    if (stillHas) expect(stillHas(answer), texts(answer)).toBe(true);
  });

  it('anything still gets diagnostics and hovers', async () => {
    const answer = await answers({});
    for (const { missing, isSent } of CASES) expect(isSent(answer), missing).toBe(false);
    expect(answer.diagnostics.length).toBeGreaterThan(0);
    expect(texts(answer.hover)).toContain('token');
  });

  it('nothing missing gets all of it', async () => {
    const answer = await answers(capabilitiesOf());
    const sent = CASES.filter(({ isSent }) => isSent(answer)).map(({ missing }) => missing);
    expect(sent).toEqual(CASES.map(({ missing }) => missing));
  });
});

// What the server answers: each capability with its requests. The answer to `initialize` is made of this list, and so is the
// table in docs/protocol.md.
import {
  CodeActionKind,
  type InitializeResult,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { name, version } from '../../../package.json';
import { type Command, commandId } from '../protocol/commands.ts';
import type { ClientFeatures } from './clientFeatures.ts';
import { SEMANTIC_LEGEND } from './semanticLegend.ts';

/** Kinds of code actions that editors can request on saving. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.k3sInventory`;

/** What code actions name, and the server carries out where the client does not. */
export const SERVER_COMMANDS = ['encryptToken', 'generateToken'] as const satisfies readonly Command[];

/** A capability, and the requests that a client may send because of it. */
export interface Provided {
  /** What a client gets in the answer to `initialize`; nothing where it cannot use it. */
  readonly announce: (client: ClientFeatures) => ServerCapabilities;
  /** By method: what the answer is, as docs/protocol.md says it. */
  readonly requests: Readonly<Record<string, string>>;
}

/**
 * In the order of the documentation, which scripts/generate/protocolPage.mjs makes of it.
 * @public
 */
export const PROVIDED: readonly Provided[] = [
  {
    announce: ({ pullsDiagnostics }) =>
      pullsDiagnostics
        ? {
            diagnosticProvider: { identifier: name, interFileDependencies: true, workspaceDiagnostics: true },
          }
        : {},
    requests: {
      'textDocument/diagnostic':
        'findings of a document, and of others with them; only for clients that ask for findings themselves',
      'workspace/diagnostic': 'findings of everything that is looked at',
    },
  },
  {
    announce: ({ codeActionLiterals }) =>
      codeActionLiterals
        ? {
            codeActionProvider: {
              codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, FIX_ALL],
              resolveProvider: true,
            },
          }
        : {},
    requests: {
      'textDocument/codeAction': 'fixes, and what can be done with a vault text',
      'codeAction/resolve': 'the edit of a fix, made for the text as it is now',
    },
  },
  {
    announce: ({ executesOnServer }) =>
      executesOnServer ? { executeCommandProvider: { commands: SERVER_COMMANDS.map(commandId) } } : {},
    requests: {
      'workspace/executeCommand':
        'encrypts a secret with the password file that Ansible names; only for clients without `prompts` that apply edits',
    },
  },
  {
    announce: () => ({ completionProvider: { triggerCharacters: [...' :{%|.[\'"(/'] } }),
    requests: {
      'textDocument/completion': 'variables, values, groups, hosts, filters, paths',
    },
  },
  {
    announce: () => ({ hoverProvider: true }),
    requests: {
      'textDocument/hover': 'a variable, its value and where it comes from',
    },
  },
  {
    announce: () => ({ signatureHelpProvider: { triggerCharacters: ['(', ','] } }),
    requests: {
      'textDocument/signatureHelp': 'the arguments of a filter or lookup',
    },
  },
  {
    announce: () => ({ definitionProvider: true }),
    requests: {
      'textDocument/definition': 'the definitions of a variable, a group or a host',
    },
  },
  {
    announce: () => ({ referencesProvider: true }),
    requests: {
      'textDocument/references': 'where it is used',
    },
  },
  {
    announce: () => ({ documentHighlightProvider: true }),
    requests: {
      'textDocument/documentHighlight': 'the same in one document',
    },
  },
  {
    announce: () => ({ documentSymbolProvider: true }),
    requests: {
      'textDocument/documentSymbol': 'groups, hosts and variables of a document',
    },
  },
  {
    announce: () => ({ workspaceSymbolProvider: true }),
    requests: {
      'workspace/symbol': 'those of all inventories',
    },
  },
  {
    announce: () => ({ documentLinkProvider: {} }),
    requests: {
      'textDocument/documentLink': 'files that a value names',
    },
  },
  {
    announce: () => ({ foldingRangeProvider: true }),
    requests: {
      'textDocument/foldingRange':
        'groups, hosts, values of several lines, comments; nothing for what is no inventory of k3s-ansible',
    },
  },
  {
    announce: () => ({ codeLensProvider: {} }),
    requests: {
      'textDocument/codeLens':
        'how many servers and agents there are, and how the token is kept; for clients with `prompts`: what lands on a node, view, edit and change the password of what is encrypted, and which file the password is taken from',
    },
  },
  {
    announce: () => ({ inlayHintProvider: true }),
    requests: {
      'textDocument/inlayHint': 'what a template gives',
    },
  },
  {
    announce: () => ({ semanticTokensProvider: { legend: SEMANTIC_LEGEND, full: true, range: true } }),
    requests: {
      'textDocument/semanticTokens/full': 'what is what in a template',
      'textDocument/semanticTokens/range': 'the same for a part of a document',
    },
  },
  {
    announce: () => ({ selectionRangeProvider: true }),
    requests: {
      'textDocument/selectionRange': 'from a word to its expression, value, key and section',
    },
  },
  {
    announce: () => ({
      documentOnTypeFormattingProvider: { firstTriggerCharacter: '{', moreTriggerCharacter: ['%', '#'] },
    }),
    requests: {
      'textDocument/onTypeFormatting': 'the closing braces of a template',
    },
  },
  {
    announce: ({ preparesRename }) => ({ renameProvider: preparesRename ? { prepareProvider: true } : true }),
    requests: {
      'textDocument/prepareRename': 'whether a name can be changed',
      'textDocument/rename': 'the edits that change it everywhere',
    },
  },
];

/** The answer to `initialize`. */
export const capabilitiesFor = (client: ClientFeatures): InitializeResult => ({
  capabilities: Object.assign(
    {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      ...(client.positionEncoding && { positionEncoding: client.positionEncoding }),
    },
    ...PROVIDED.map(({ announce }) => announce(client)),
  ),
  serverInfo: { name, version },
});

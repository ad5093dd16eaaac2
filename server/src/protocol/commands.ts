// The commands of the extension, as package.json declares them: code actions of the server name them, too.

/** All of them, without the prefix. `test/lsp/protocol.test.ts` compares them with package.json. */
export const COMMANDS = [
  'encryptToken',
  'encryptSecrets',
  'generateToken',
  'encryptFile',
  'viewVault',
  'editVault',
  'decryptVault',
  'rekeyVault',
  'checkGitHistory',
  'explainVaultPassword',
  'rememberVaultPassword',
  'forgetVaultPassword',
  'checkAirgap',
  'airgapDownloads',
  'preflight',
  'runPlaybook',
  'previewNodes',
  'previewHost',
  'compareWithSaved',
  'compareWithHead',
  'showOnNodes',
  'renameAirgapFile',
  'showOutput',
  'restartServer',
  'showStatus',
  'reportIssue',
  'newInventory',
  'migrateInventory',
  'writeMigration',
  'showHidden',
  'showTopology',
  'openPage',
  'turnRuleOff',
] as const;

/** The name of a command without the prefix. */
export type Command = (typeof COMMANDS)[number];

/** The name under which VS Code knows the command. */
export const commandId = (command: Command): string => `k3sInventory.${command}`;

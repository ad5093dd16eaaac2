// The commands of the extension, as package.json declares them: code actions of the server name them, too.

export const COMMANDS = [
  'encryptToken',
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
] as const;

export type Command = (typeof COMMANDS)[number];

export const commandId = (command: Command): string => `k3sInventory.${command}`;

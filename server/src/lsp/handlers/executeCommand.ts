// Carries out the code actions that need a vault password, for clients that have no command of their own for it: with
// the password file that Ansible would read. No program is run for a password, because nobody is asked.
import {
  ErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { builtInEngine, type ChangeOutcome, formatMessage, type Message, msg } from '../../core/index.ts';
import { commandId } from '../../protocol/commands.ts';
import type { OfferedSource } from '../../protocol/vault.ts';
import { SERVER_COMMANDS } from '../capabilities.ts';
import { editFor } from '../forClient.ts';
import { fromLspVaultRequest, type VaultRequest } from '../fromLsp.ts';
import type { Passwords } from '../machine.ts';
import { passwordsFor } from '../passwords.ts';
import type { Session } from '../session.ts';
import { toLspFileChange } from '../toLsp.ts';

/** Answers `workspace/executeCommand`: the edit is sent to the client, a refusal is shown as a message. */
export function registerExecuteCommand(session: Session): void {
  const { connection, cachedDisk, features } = session;
  if (!features.executesOnServer) return;
  connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }, token) => {
    const known = SERVER_COMMANDS.find((name) => commandId(name) === command);
    const request = fromLspVaultRequest(argument);
    if (!known || !request)
      return new ResponseError(ErrorCodes.InvalidParams, `${command}: unknown, or arguments missing`);
    cachedDisk.forget();
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const outcome = await change(session, request, known, stop.signal);
    if ('refused' in outcome) show(session, outcome.refused);
    else await apply(session, editFor(toLspFileChange(outcome), features));
    return null;
  });
}

const show = ({ connection }: Session, message: string): void =>
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });

async function apply(session: Session, edit: WorkspaceEdit): Promise<void> {
  const { applied, failureReason } = await session.connection.workspace.applyEdit(edit);
  if (!applied && failureReason) show(session, failureReason);
}

async function change(
  session: Session,
  request: VaultRequest,
  command: (typeof SERVER_COMMANDS)[number],
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  const { service, bundle } = session;
  const passwords = await passwordsFor(session, request.uri);
  const source = usableSource(passwords);
  if ('problem' in source) return { refused: formatMessage(source.problem, bundle) };
  const fetched = await passwords.fetch(source.id, signal);
  if (!fetched) return { refused: formatMessage(NO_FILE, bundle) };
  if ('problem' in fetched) return { refused: formatMessage(fetched.problem, bundle) };
  const { password: _, form = 'encrypt-indirect', ...place } = request;
  // As ansible-vault, which writes the name of a vault id only where somebody has given one.
  const { vaultId } = source;
  const sealed = { ...place, password: fetched.password, ...(vaultId !== 'default' && { vaultId }) };
  const engine = builtInEngine(crypto);
  return command === 'generateToken'
    ? service.encryptNewSecret(sealed, engine)
    : service.encryptSecret({ ...sealed, form }, engine);
}

const NO_FILE = msg(
  'There is no vault password file, and this editor cannot ask for the password. Name a file in ansible.cfg (vault_password_file) or in ANSIBLE_VAULT_PASSWORD_FILE, or run “k3s-inventory vault” in a terminal.',
);

/** The source that ansible-vault would encrypt with, where it is a file that may be read without a question. */
function usableSource({
  offered,
  encryptIdentity,
}: Passwords): OfferedSource | { readonly problem: Message } {
  const named = encryptIdentity === undefined ? offered : offered.filter(isOf(encryptIdentity));
  const [source, ...others] = named;
  if (!source || source.kind === 'prompt') return { problem: NO_FILE };
  if (others.length > 0)
    return {
      problem: msg(
        'There are several vault passwords. Say with vault_encrypt_identity in ansible.cfg which one encrypts, or run “k3s-inventory vault” in a terminal.',
      ),
    };
  const { kind, path = '', origin, isFromAbove } = source;
  if (kind === 'script')
    return {
      problem: msg(
        '{0} is a program, and no program is run from an editor that cannot ask first. Run “k3s-inventory vault” in a terminal.',
        path,
      ),
    };
  if (isFromAbove)
    return {
      problem: msg(
        'The password file is named by {0}, outside of the opened folder. Open the folder that it is in, or run “k3s-inventory vault” in a terminal.',
        origin,
      ),
    };
  return source;
}

const isOf =
  (identity: string) =>
  ({ vaultId }: OfferedSource): boolean =>
    vaultId === identity;

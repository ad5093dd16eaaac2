// Answers textDocument/codeLens.
import { type CodeLensInfo, formatMessage, msg } from '../../core/index.ts';
import { answering } from '../answer.ts';
import { passwordsFor } from '../passwords.ts';
import type { Session } from '../session.ts';
import { toLspCodeLens } from '../toLspAssistance.ts';

/** A client without our commands gets the words only. */
export function registerCodeLens(session: Session): void {
  const { connection, documents, service, features } = session;
  connection.onCodeLens(
    answering(session, 'code lenses', [], async ({ textDocument: { uri } }) => {
      const version = documents.get(uri)?.version;
      const lenses = await service.codeLensesOf(uri);
      const shown = lenses.filter(({ action, host }) => features.prompts || (action ?? host) === undefined);
      return (await withSources(session, uri, shown)).map((lens) => toLspCodeLens(uri, version, lens));
    }),
  );
}

/** Says of each vault text which source Ansible would take its password from. No source is read or run. */
async function withSources(
  session: Session,
  uri: string,
  lenses: readonly CodeLensInfo[],
): Promise<readonly CodeLensInfo[]> {
  if (!lenses.some(({ action }) => action === 'explain')) return lenses;
  const offered = (await passwordsFor(session, uri)).offered.filter(({ path }) => path !== undefined);
  return lenses.map((lens) => {
    if (lens.action !== 'explain') return lens;
    const labelled = offered.filter(({ vaultId }) => vaultId === lens.vaultId);
    const [source, ...others] = labelled.length > 0 ? labelled : offered;
    if (!source) return lens;
    const title =
      others.length > 0
        ? msg('the password is one of {0}', others.length + 1)
        : msg('the password is in {0}', source.path?.split(/[/\\]/).at(-1) ?? '');
    return { ...lens, title: formatMessage(title, session.bundle) };
  });
}

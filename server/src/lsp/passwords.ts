// Where the vault password of a document may come from.
import type { Passwords } from './machine.ts';
import { openedFolders } from './openedFolders.ts';
import type { Session } from './session.ts';

/** The sources that Ansible would use for the document. No password is read. */
export async function passwordsFor(session: Session, uri: string): Promise<Passwords> {
  const { machine, service, cachedDisk } = session;
  return machine.passwords({
    uri,
    folder: await service.ansibleFolder(uri),
    opened: await openedFolders(session),
    files: cachedDisk,
  });
}

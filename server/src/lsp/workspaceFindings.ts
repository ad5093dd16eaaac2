// Checks every inventory of the opened folders.
import { openedFolders } from './openedFolders.ts';
import type { Session } from './session.ts';
import { type FindingsByFile, findingsByFile, together } from './shownFindings.ts';

/** A file that several inventories share gets the findings of all of them, each once ({@link together}). */
export async function checkWorkspace(session: Session): Promise<FindingsByFile> {
  const { service, settings } = session;
  const results: FindingsByFile[] = [];
  for (const uri of await openedFolders(session)) {
    const checks = await settings.checksFor(uri);
    const exclude = await settings.excludeFor(uri);
    for (const inventory of await service.findInventories([uri], { ...(exclude && { exclude }) }))
      results.push(findingsByFile(await service.check(inventory, checks)));
  }
  return together(results);
}

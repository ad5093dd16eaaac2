// Checks every inventory of the opened folders.
import type { Session } from './session.ts';
import { type FindingsByFile, findingsByFile, together } from './shownFindings.ts';

export async function checkWorkspace({
  connection,
  features,
  service,
  settings,
}: Session): Promise<FindingsByFile> {
  const folders = features.workspaceFolders ? await connection.workspace.getWorkspaceFolders() : null;
  const results: FindingsByFile[] = [];
  for (const { uri } of folders ?? []) {
    const checks = await settings.checksFor(uri);
    const exclude = await settings.excludeFor(uri);
    for (const inventory of await service.findInventories([uri], { ...(exclude && { exclude }) }))
      results.push(findingsByFile(await service.check(inventory, checks)));
  }
  return together(results);
}

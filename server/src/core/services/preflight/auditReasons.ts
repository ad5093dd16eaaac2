// The audit of an offline installation as reasons, at the tasks that need the files.
import { createSnapshot } from '../../ansible/files/snapshot.ts';
import { type AuditOptions, auditInventory } from '../../features/airgap/airgapAudit.ts';
import type { AuditedFiles } from '../../k3s/airgap/audit.ts';
import type { AuditRow } from '../../k3s/airgap/rows.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import {
  AIRGAP_INSTALLS,
  COPIES_IMAGES,
  COPIES_PACKAGES,
  FETCHES_SCRIPT,
  LOOKS_FOR_SCRIPT,
} from '../../k3s/roles/moments.ts';
import type { Play } from '../../k3s/roles/play.ts';
import { msg } from '../../text/message.ts';
import { orderOf, type Reason } from './reason.ts';

/** The rows of the airgap audit; empty where nothing defines `airgap_dir`. */
export async function auditRows(
  context: InventoryContext,
  { fileSystem, bytes }: AuditedFiles,
  options: Pick<AuditOptions, 'playbookFolder'>,
): Promise<readonly AuditRow[]> {
  if (!context.model.definitionsByName.has('airgap_dir')) return [];
  const rows = new Map<string, AuditRow>();
  const audited = { fileSystem: createSnapshot(fileSystem), bytes };
  for await (const row of auditInventory(context, audited, options)) rows.set(row.id, row);
  return [...rows.values()];
}

const AUDIT_TASKS: Readonly<Record<NonNullable<AuditRow['wants']>['kind'], readonly string[]>> = {
  binary: AIRGAP_INSTALLS,
  images: COPIES_IMAGES,
  checksums: COPIES_IMAGES,
  script: FETCHES_SCRIPT,
  selinux: COPIES_PACKAGES,
};

/** What is missing or wrong fails; what cannot be known stays unknown. */
export function* auditReasons(rows: readonly AuditRow[], play: Play): Generator<Reason> {
  for (const { requirement, state, reason, hosts, file, wants, isAdvice } of rows) {
    if (state === 'met' || (isAdvice && state === 'unknown')) continue;
    const [task = ''] = wants ? AUDIT_TASKS[wants.kind] : LOOKS_FOR_SCRIPT;
    yield {
      kind: isAdvice ? 'risk' : state === 'unknown' ? 'unknown' : 'fails',
      order: orderOf(play, task),
      task,
      hosts,
      message: msg('{0}: {1}', requirement, reason),
      ...(file !== undefined && { uri: file }),
    };
  }
}

// The inventory while it is being read section by section: hosts are taken as their sections list them, without a look
// at each. Hosts of several sections are merged by who reads it.
import { joinLists } from '../../text/joinLists.ts';
import type { Location, VariableDefinition } from '../model/model.ts';
import { InventoryDraft } from './draft.ts';
import type { HostSection } from './hostSection.ts';

/** A draft whose hosts are those of its sections; its own map of hosts stays empty. */
export class SectionDraft extends InventoryDraft {
  /** In the order in which Ansible reads them. */
  readonly sections: HostSection[] = [];
  /** Whether something depends on single hosts, so that the inventory must be read host by host. */
  isAbandoned = false;
  hostCount = 0;
  private readonly chunks: (readonly VariableDefinition[])[] = [];
  /** Those of `definitions` that are in `chunks` already. */
  private flushed = 0;

  override get readsSections(): boolean {
    return true;
  }

  override hasHost(): boolean {
    this.isAbandoned = true;
    return false;
  }

  /** `undefined` for one that cannot be taken as a whole. */
  override addSection(section: HostSection | undefined, location: Location): void {
    if (!section || section.group === 'ungrouped') {
      this.isAbandoned = true;
      return;
    }
    this.hostCount += section.entries.length;
    const entries = section.entries.length + section.definitions.length;
    if (this.freeHosts < this.hostCount || !this.take(entries, location, section.group))
      this.isAbandoned = true;
    this.sections.push(section);
    this.flush();
    this.chunks.push(section.definitions);
  }

  /** Those outside of sections, such as of groups, in their order. */
  get otherDefinitions(): readonly VariableDefinition[] {
    return this.definitions;
  }

  /** In the order in which Ansible reads them. */
  allDefinitions(): readonly VariableDefinition[] {
    this.flush();
    return joinLists(this.chunks);
  }

  private flush(): void {
    if (this.flushed < this.definitions.length) this.chunks.push(this.definitions.slice(this.flushed));
    this.flushed = this.definitions.length;
  }
}

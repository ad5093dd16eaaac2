import { describe, expect, it } from 'vitest';
import { airgapAnchor, airgapPlaces } from '../../../server/src/core/k3s/airgap/airgapPlaces.ts';

const bases = {
  playbookFolders: ['file:///repo', 'file:///repo/playbooks'],
  inventoryFolders: ['file:///repo/inventory'],
};

describe('airgapPlaces', () => {
  it('looks a relative path up from every folder of playbooks, and where copying tasks search', () => {
    const places = airgapPlaces('./airgap/', bases);
    expect(places?.[0]).toBe('file:///repo/airgap');
    expect(places).toContain('file:///repo/playbooks/airgap');
    expect(places).toContain('file:///repo/playbooks/files/airgap');
    expect(places).toContain('file:///repo/roles/airgap/files/airgap');
    expect(places).not.toContain('file:///repo/inventory/airgap');
    expect(new Set(places).size).toBe(places?.length);
  });

  it('follows what is anchored', () => {
    expect(airgapPlaces('/srv/airgap', bases)).toEqual(['file:///srv/airgap']);
    expect(airgapPlaces('{{ inventory_dir }}/../airgap', bases)).toEqual(['file:///repo/airgap']);
    expect(airgapPlaces('{{inventory_dir}}', bases)).toEqual(['file:///repo/inventory']);
    expect(airgapPlaces('{{ playbook_dir }}/airgap', bases)).toEqual([
      'file:///repo/airgap',
      'file:///repo/playbooks/airgap',
    ]);
  });

  it.each([
    '$HOME/airgap',
    'C:\\airgap',
    '{{ where }}',
    '{{ inventory_dir }}/{{ x }}',
    '/srv/{{ x }}',
    'a\nb',
  ])('does not follow %j', (value) => {
    expect(airgapPlaces(value, bases)).toBeUndefined();
    expect(airgapAnchor(value)).toBe('unknown');
  });

  it('does not take a path of the controller for one of a Windows editor, or of another file system', () => {
    for (const folder of ['file:///c%3A/repo', 'file:///C:/repo', 'vscode-vfs://github/repo'])
      expect(
        airgapPlaces('/srv/airgap', { playbookFolders: [], inventoryFolders: [folder] }),
      ).toBeUndefined();
  });
});

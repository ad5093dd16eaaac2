// How real projects lay their files out around the inventory that is edited.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateFleet } from './fleet.mjs';

const files = 200;
const inventories = 1000;
const number = (index) => String(index).padStart(4, '0');

/**
 * What `write` puts into a folder: everything beside the inventory; it returns the folder that the inventory belongs in.
 * @type {Record<string, { title: string, write: (folder: string) => string }>}
 */
export const layouts = {
  groupVars: { title: `${files} files of \`group_vars\``, write: writeGroupVars },
  inventories: { title: `one of ${inventories} inventories`, write: writeInventories },
};

/** Each file has variables of the user's own: one refers to a variable of the file before. */
function writeGroupVars(folder) {
  const place = join(folder, 'group_vars', 'all');
  mkdirSync(place, { recursive: true });
  for (let index = 0; index < files; index++) {
    const lines = [
      `service_${index}_port: ${8000 + index}`,
      `service_${index}_labels: [team=${index % 7}, zone=a]`,
      `service_${index}_url: "http://{{ service_${Math.max(0, index - 1)}_port }}"`,
      `service_${index}_settings:`,
      '  replicas: 3',
      '  # As the team asked for.',
      "  schedule: '0 3 * * *'",
    ];
    writeFileSync(join(place, `${number(index)}.yml`), `${lines.join('\n')}\n`);
  }
  return folder;
}

function writeInventories(folder) {
  const { text } = generateFleet(10);
  for (let index = 0; index < inventories; index++) {
    const place = join(folder, `cluster-${number(index)}`);
    mkdirSync(place);
    if (index > 0) writeFileSync(join(place, 'inventory.yml'), text.replaceAll('node-', `c${index}-node-`));
  }
  return join(folder, `cluster-${number(0)}`);
}

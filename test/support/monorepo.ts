// A big repository as one finds it: linked node_modules, deep folders, links in circles, a pipe, a link to a device.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SMALL_INVENTORY } from './smallInventory.ts';

const FOLDERS = 100;

/** Writes about so many files; returns those that a user would open. */
export function writeMonorepo(root: string, files: number): readonly string[] {
  const write = (path: string, text: string): string => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  for (let folder = 0; folder < FOLDERS; folder++) {
    const at = join(root, `packages/p${folder}`);
    mkdirSync(join(at, 'node_modules'), { recursive: true });
    for (let file = 0; file < files / FOLDERS; file++) writeFileSync(join(at, `x${file}.yml`), MANIFEST);
    // Windows lets only some people make links.
    if (process.platform === 'win32') continue;
    for (let link = 0; link < 6; link++) symlinkSync('..', join(at, `node_modules/l${link}`));
    symlinkSync(join(root, `packages/p${(folder + 1) % FOLDERS}`), join(at, 'next'));
  }
  write(`deep${'/d'.repeat(40)}/x.yml`, 'a: 1\n');
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(root, 'packages/pipe.yml'), join(root, 'pipe.yml')]);
    symlinkSync('/dev/zero', join(root, 'zero.yml'));
    symlinkSync('/dev/zero', join(root, 'packages/p0/zero.yml'));
  }
  return [
    write('package.json', '{"name": "x", "workspaces": ["packages/*"]}'),
    write('docker-compose.yml', 'services:\n  a:\n    image: b\n'),
    write('hosts.ini', '[web]\nw1\n'),
    write('group_vars/all.yml', 'k3s_version: v1.31.12+k3s1\n'),
    write('inventory/hosts.yml', SMALL_INVENTORY),
    write('packages/p0/values.yaml', 'server:\n  a: 1\n'),
    write('packages/p1/inventory.yml', SMALL_INVENTORY),
    write(`deep${'/d'.repeat(40)}/values.yml`, 'server: {}\n'),
  ];
}

const MANIFEST = 'apiVersion: v1\nkind: ConfigMap\nserver: {}\n';

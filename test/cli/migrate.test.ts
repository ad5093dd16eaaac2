// `migrate` shows first, writes into a new folder only, and prints no secret.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createFolder, type Folder } from '../support/terminal.ts';

const SECRET = 'Xk7pQ2mV9sLw4RtY8nBc3HdF6gJzA5uE';
const FILES = {
  'inventory/hosts.ini': '[master]\nm1\n[node]\nn1\n[k3s_cluster:children]\nmaster\nnode\n',
  'inventory/group_vars/all.yml': `k3s_version: v1.31.12+k3s1\napiserver_endpoint: 10.0.0.9\nk3s_token: ${SECRET}\nmetal_lb_ip_range: 10.0.0.80-10.0.0.90\n`,
  'inventory/host_vars/m1.yml': `proxy_env:\n  HTTP_PROXY: http://me:${SECRET}@proxy\n`,
};

let folder: Folder;
afterEach(() => folder.remove());

const migrate = (...more: readonly string[]) => folder.run(['migrate', '-i', 'inventory/hosts.ini', ...more]);
const read = (path: string): string => readFileSync(join(folder.path, path), 'utf8');

it('prints what becomes of what, and writes nothing', async () => {
  folder = createFolder(FILES);
  const { code, stdout, stderr } = await migrate();
  expect(code).toBe(1);
  expect(stdout).toContain('From techno-tim/k3s-ansible to k3s-ansible');
  expect(stdout).toContain('  - k3s_token → token\n    inventory/group_vars/all.yml:3\n');
  expect(stdout).toContain('-[master]\n+[server]\n');
  expect(stdout).toContain('+# metal_lb_ip_range: 10.0.0.80-10.0.0.90\n');
  expect(stdout + stderr).not.toContain(SECRET);
  expect(stderr).toContain('Nothing was written');
  expect(readdirSync(folder.path)).toEqual(['inventory']);
});

it('shows secrets with the option for it', async () => {
  folder = createFolder(FILES);
  expect((await migrate('--show-secrets')).stdout).toContain(`+token: ${SECRET}\n`);
});

it('gives JSON without the texts', async () => {
  folder = createFolder(FILES);
  const { stdout } = await migrate('--format', 'json');
  expect(stdout).not.toContain(SECRET);
  expect(JSON.parse(stdout)).toMatchObject({
    project: 'techno-tim/k3s-ansible',
    sources: ['hosts.ini'],
    files: [{ path: 'hosts.ini' }, { path: 'group_vars/all.yml' }, { path: 'host_vars/m1.yml' }],
  });
});

it('writes a new folder, which is checked as an inventory of k3s-ansible', async () => {
  folder = createFolder(FILES);
  const { stderr } = await migrate('--output', 'new');
  expect(stderr).toContain('3 files were written into');
  expect(read('new/group_vars/all.yml')).toContain(`\ntoken: ${SECRET}\n# metal_lb_ip_range:`);
  for (const [path, text] of Object.entries(FILES)) expect(read(path)).toBe(text);
  const checked = await folder.run(['check', 'new/hosts.ini', '--format', 'json']);
  const findings: { severity: string }[] = JSON.parse(checked.stdout);
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('overwrites nothing', async () => {
  folder = createFolder({ ...FILES, 'new/a': '' });
  expect(await migrate('-o', 'new')).toMatchObject({ code: 2, stdout: '' });
  expect(await migrate('-o', 'new/a')).toMatchObject({ code: 2, stdout: '' });
  expect(await migrate('-o', 'inventory')).toMatchObject({ code: 2, stdout: '' });
  expect(readdirSync(join(folder.path, 'new'))).toEqual(['a']);
});

it('says why where it cannot', async () => {
  folder = createFolder({
    'inventory/hosts.ini': '[k3s_cluster:children]\nserver\nagent\n[server]\na\n[agent]\nb\n',
  });
  expect(await migrate()).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'This is an inventory of k3s-ansible already.\n',
  });
});

it('answers in Chinese', async () => {
  folder = createFolder(FILES);
  const args = ['migrate', '-i', 'inventory/hosts.ini'];
  const { stdout } = await folder.run(args, { env: { LANG: 'zh_CN.UTF-8' } });
  expect(stdout).toContain('需要手动处理');
  expect(stdout).not.toMatch(/Install|By hand|Renamed/);
});

// The core as others import it: from the packed tarball, in a project of their own, without Node and in a bundle.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleAliases } from '../../scripts/bundleAliases.mjs';
import { packedTexts } from '../../scripts/packedTexts.mjs';

const root = join(import.meta.dirname, '../..');
const [, example = ''] =
  /```js\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/library.md'), 'utf8')) ?? [];
const found = /^8:12 warning token-placeholder .*$/m;

describe.skipIf(process.platform === 'win32')('k3s-inventory/core from its tarball', () => {
  const place = mkdtempSync(join(tmpdir(), 'k3s-inventory-library-'));
  const project = join(place, 'project');

  const node = (...args: readonly string[]): string =>
    execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' });

  beforeAll(async () => {
    const source = join(place, 'source');
    mkdirSync(join(source, 'dist'), { recursive: true });
    await build({
      absWorkingDir: root,
      entryPoints: ['server/src/core/index.ts'],
      outfile: join(source, 'dist', 'core.cjs'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      mainFields: ['module', 'main'],
      alias: bundleAliases,
    });
    execFileSync(process.execPath, [join(root, 'scripts/coreTypes.mjs'), join(source, 'dist', 'core.d.cts')]);
    writeFileSync(join(source, 'dist', 'zh-cn.json'), await packedTexts('l10n/bundle.l10n.zh-cn.json'));
    cpSync(join(root, 'package.json'), join(source, 'package.json'));
    const npm = (cwd: string, ...args: readonly string[]): string =>
      execFileSync('npm', [...args, '--ignore-scripts', '--offline', '--no-audit', '--no-fund'], {
        cwd,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const tarball = npm(source, 'pack').trim().split('\n').at(-1) ?? '';
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{}');
    npm(project, 'install', join(source, tarball));
    writeFileSync(join(project, 'example.mjs'), example);
  }, 180_000);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('the example of the page runs as a module', () => {
    expect(node('example.mjs')).toMatch(found);
  });

  it('it can be required, and is one file', () => {
    const script =
      'const core = require("k3s-inventory/core"); console.log(typeof core.createLanguageService)';
    expect(node('-e', script)).toBe('function\n');
    expect(() => node('-e', 'require("k3s-inventory/dist/cli.cjs")')).toThrow(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    );
  });

  it('its translations come with it', () => {
    writeFileSync(
      join(project, 'chinese.cjs'),
      `const { createLanguageService, createMemoryFileSystem } = require('k3s-inventory/core');
       const uri = 'file:///site/inventory.yml';
       const files = createMemoryFileSystem({ [uri]: 'k3s_cluster: {children: {server: , agent: }, vars: {token: ""}}' });
       const options = { bundle: require('k3s-inventory/zh-cn.json'), randomToken: () => '', onRuleError: console.error };
       createLanguageService(files, options).check(uri, {}).then(({ diagnoses }) =>
         console.log(diagnoses.find(({ ruleId }) => ruleId === 'token-empty').message));`,
    );
    expect(node('chinese.cjs')).toMatch(/\p{Script=Han}/u);
  });

  it('its types hold without those of Node.js and of browsers, as a module and required', () => {
    const typed = `import { createLanguageService, createMemoryFileSystem, type Diagnosis, type FileSystem } from 'k3s-inventory/core';
      const files: FileSystem = createMemoryFileSystem({ 'file:///a/b.yml': 'all:' });
      const service = createLanguageService(files, { randomToken: (length) => 'x'.repeat(length), onRuleError: () => undefined });
      export const found: Promise<readonly Diagnosis[]> = service.check('file:///a/b.yml', {}).then((result) => result.diagnoses);
      // @ts-expect-error a check needs settings
      void service.check('file:///a/b.yml');`;
    for (const name of ['typed.mts', 'typed.cts']) writeFileSync(join(project, name), typed);
    const flags = ['--noEmit', '--strict', '--lib', 'es2023', '--module', 'node20'];
    expect(node(join(root, 'node_modules/typescript/bin/tsc'), ...flags, 'typed.mts', 'typed.cts')).toBe('');
  }, 120_000);

  it('whoever imports it can name every type that it speaks of, and reads what each is for', () => {
    const path = join(project, 'node_modules/k3s-inventory/dist/core.d.cts');
    const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const declared = new Map<string, ts.Node>();
    const exported = new Set<string>();
    for (const statement of file.statements) {
      if (
        ts.isExportDeclaration(statement) &&
        statement.exportClause &&
        ts.isNamedExports(statement.exportClause)
      )
        for (const { name, propertyName } of statement.exportClause.elements)
          exported.add((propertyName ?? name).text);
      else if (ts.isVariableStatement(statement))
        for (const one of statement.declarationList.declarations) declared.set(one.name.getText(), statement);
      else if ('name' in statement) declared.set((statement.name as ts.Identifier).text, statement);
    }
    expect(exported.size).toBeGreaterThan(150);
    const faults = [...exported].flatMap((name) => {
      const node = declared.get(name);
      if (!node) return [];
      const unnamed = namedTypes(node).filter((one) => declared.has(one) && !exported.has(one));
      const isDescribed = ts.getJSDocCommentsAndTags(node).length > 0;
      return [
        ...unnamed.map((one) => `${name}: ${one}`),
        ...(isDescribed ? [] : [`${name} is not described`]),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('a bundle for the browser runs where nothing is but the language', async () => {
    writeFileSync(
      join(project, 'page.js'),
      `import { createLanguageService, createMemoryFileSystem } from 'k3s-inventory/core';
       const uri = 'file:///site/inventory.yml';
       const files = createMemoryFileSystem({ [uri]: 'k3s_cluster: {children: {server: , agent: }, vars: {token: changeme!}}' });
       export const check = async () => {
         const service = createLanguageService(files, { randomToken: (n) => 'x'.repeat(n), onRuleError: (_, error) => { throw error; } });
         return JSON.stringify((await service.check(uri, {})).diagnoses.map(({ ruleId }) => ruleId));
       };`,
    );
    const { outputFiles } = await build({
      absWorkingDir: project,
      entryPoints: ['page.js'],
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      globalName: 'page',
    });
    const sandbox: { page?: { check(): Promise<string> } } = {};
    runInNewContext(`${outputFiles[0]?.text};this.page = page`, sandbox);
    expect(JSON.parse((await sandbox.page?.check()) ?? '')).toContain('token-placeholder');
  });
});

/** Types that a declaration names; not those of which it takes parts: their members stand in its own page. */
function namedTypes(node: ts.Node): readonly string[] {
  const found: string[] = [];
  const visit = (one: ts.Node): void => {
    if (ts.isIndexedAccessTypeNode(one)) return;
    const name = ts.isTypeReferenceNode(one)
      ? one.typeName.getText()
      : ts.isExpressionWithTypeArguments(one)
        ? one.expression.getText()
        : undefined;
    if (name !== undefined) found.push(name);
    const isPart = name === 'Omit' || name === 'Pick';
    ts.forEachChild(one, (child) => {
      const [first] = isPart ? ((one as ts.TypeReferenceNode).typeArguments ?? []) : [];
      if (child !== first) visit(child);
    });
  };
  visit(node);
  return found;
}

// The software bill of materials of what ships, in CycloneDX 1.5: the packages of which code is in the bundles. The
// same inputs give the same bytes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** @param {readonly import('esbuild').Metafile[]} metafiles what the bundler says it has read */
export function sbomOf(metafiles) {
  const paths = new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap(packageOf)));
  const { name, version, license, homepage } = readJson('package.json');
  const components = [...paths].sort().map(componentOf);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': `${name}@${version}`,
        name,
        version,
        licenses: [{ license: { id: license } }],
        purl: `pkg:npm/${name}@${version}`,
        externalReferences: [{ type: 'website', url: homepage }],
      },
    },
    components,
    dependencies: [{ ref: `${name}@${version}`, dependsOn: components.map((one) => one['bom-ref']) }],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** The folder of the package that a file belongs to: `node_modules/@scope/name`, below another one or not. */
const packageOf = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];

function componentOf(path) {
  const { name, version, license } = readJson(`${path}/package.json`);
  const { integrity = '' } = readJson('package-lock.json').packages[path] ?? {};
  const [algorithm, digest] = integrity.split(/-(.*)/s);
  return {
    type: 'library',
    'bom-ref': `${name}@${version}`,
    name,
    version,
    licenses: [{ license: { id: license } }],
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...(algorithm === 'sha512' && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }],
    }),
  };
}

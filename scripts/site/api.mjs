// The pages of the core's API, from its types and comments.
import { join } from 'node:path';
import { Application } from 'typedoc';
import { root } from '../setup.mjs';

/** @param {string} out */
export async function makeApi(out) {
  const app = await Application.bootstrap({
    name: 'k3s-inventory/core',
    entryPoints: [join(root, 'server/src/core/index.ts')],
    tsconfig: join(root, 'server/src/core/tsconfig.json'),
    readme: join(root, 'docs/library.md'),
    disableSources: true,
    githubPages: false,
    skipErrorChecking: true,
    excludeExternals: true,
    logLevel: 'Error',
    // Comments name what the door does not hand out.
    validation: { notExported: true, invalidLink: false, invalidPath: false },
  });
  const project = await app.convert();
  if (!project) throw new Error('the types of the core cannot be read');
  linkNames(project);
  await app.generateDocs(project, out);
  if (app.logger.hasErrors()) throw new Error('the pages of the API cannot be made');
}

/** The names that the page of the library puts into backticks lead to their own pages. */
function linkNames(project) {
  project.readme = project.readme?.map((part) => {
    const name = part.kind === 'code' ? part.text.replaceAll('`', '') : '';
    const target = name === '' ? undefined : project.getChildByName([name]);
    return target ? { kind: 'inline-tag', tag: '@link', text: name, target } : part;
  });
}

// One compiled validator per variable, so that nothing compiles a schema, or evaluates code, at run time.
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { root } from './output.mjs';
import { templateSchema, valueSchema } from './valueSchema.mjs';

const folder = 'server/src/core/k3s/schema/generated';

const declaration = `export interface ValidatorError {
  readonly keyword: 'if' | 'type' | 'pattern' | 'minLength' | 'minimum' | 'maximum';
  readonly instancePath: string;
}

export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}

/** By the variable's name, with the dialect's id and a slash before it where it is not k3s-ansible; none for names without a type. */
export declare const validators: Readonly<Partial<Record<string, Validator>>>;
`;

/**
 * @param {import('./sources.mjs').Sources} sources
 * @returns {Promise<import('./output.mjs').Output[]>}
 */
export async function validators({ file, dialects }) {
  const text = await bundle(
    standalone([...file.variables.map((variable) => [variable.name, variable]), ...ofDialects(dialects)]),
  );
  return [
    { path: `${folder}/validators.js`, text, committed: false },
    { path: `${folder}/validators.d.ts`, text: declaration, committed: false },
  ];
}

/** Under the dialect's id and their own name. */
const ofDialects = (/** @type {import('./sources.mjs').DialectFile[]} */ dialects) =>
  dialects.flatMap(({ id, variables = [] }) =>
    typeof variables === 'string'
      ? []
      : variables.map((variable) => [`${id}/${variable.name}`, { ...variable, origin: 'dialect' }]),
  );

/**
 * Variables that ask for the same share one validator.
 * @param {[string, import('./sources.mjs').Variable][]} named
 */
function standalone(named) {
  const ajv = new Ajv2020({
    allErrors: true,
    strictTypes: false,
    allowUnionTypes: true,
    messages: false,
    code: { source: true },
  });
  const schemas = new Map(named.map(([name, variable]) => [name, JSON.stringify(valueSchema(variable))]));
  const distinct = [...new Set(schemas.values())].filter((schema) => schema !== undefined);
  const definitions = distinct.map((schema, index) => [`v${index}`, JSON.parse(schema)]);
  ajv.addSchema({ $id: 'values', $defs: { template: templateSchema, ...Object.fromEntries(definitions) } });
  const names = [...schemas].flatMap(([name, schema]) => {
    const index = distinct.indexOf(schema);
    return index < 0 ? [] : `  ${JSON.stringify(name)}: compiled.v${index},`;
  });
  return {
    compiled: standaloneCode(ajv, Object.fromEntries(definitions.map(([id]) => [id, `values#/$defs/${id}`]))),
    entry: `import compiled from "compiled";\nexport const validators = {\n${names.join('\n')}\n};\n`,
  };
}

/** Ajv's "standalone" CommonJS still requires pieces of ajv; bundled to ESM it stands alone for every reader. */
async function bundle(/** @type {{ compiled: string, entry: string }} */ { compiled, entry }) {
  const result = await build({
    stdin: { contents: entry, resolveDir: root },
    plugins: [
      {
        name: 'compiled',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^compiled$/ }, () => ({ path: 'compiled', namespace: 'compiled' }));
          onLoad({ filter: /.*/, namespace: 'compiled' }, () => ({ contents: compiled, resolveDir: root }));
        },
      },
    ],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
  });
  return result.outputFiles[0].text;
}

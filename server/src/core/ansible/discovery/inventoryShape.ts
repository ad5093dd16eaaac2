// Whether a file has the shape of an inventory, judged by the file alone: what lies around it proves nothing about it.
import { resolveAlias, type YamlMapping, type YamlNode, type YamlPair } from '../../yaml/tree.ts';
import { isParsed, type ParsedFile, type ReadDocument } from '../files/documents.ts';
import { baseName, joinUri, parentUri, withoutSampleEnding } from '../files/uri.ts';
import { inventoryFormat } from '../sources/readSource.ts';

/** The names that Ansible's documentation gives to inventories. */
export const isNamedLikeInventory = (uri: string): boolean => /^(?:hosts|inventory)\b/i.test(baseName(uri));

/**
 * Whether a person would take the file for an inventory, even one that is broken or just begun. An absent or unreadable
 * file may be one; a file that is encrypted as a whole mostly holds variables, and is judged by its name.
 */
export async function hasInventoryShape(read: ReadDocument, uri: string): Promise<boolean> {
  const file = await read(uri);
  if (!isParsed(file)) return true;
  return isShaped(uri, file) && !(VALUES.test(baseName(uri)) && (await liesInChart(read, uri)));
}

/**
 * Certain signs first: the output of `ansible-inventory`, the name, encryption. A broken file is judged by its text,
 * so that it is still recognised while the user types.
 */
function isShaped(uri: string, file: ParsedFile): boolean {
  const { source, document } = file;
  const root = resolveAlias(document.root);
  const groups = root?.kind === 'mapping' ? root : undefined;
  if (groups && isOutput(groups)) return false;
  if (isNamedLikeInventory(uri)) return true;
  if (source.slice(0, ENCRYPTED.length) === ENCRYPTED) return false;
  const hasYamlName = /\.(?:ya?ml|json)$/.test(withoutSampleEnding(uri));
  if (!hasYamlName && inventoryFormat({ source, document }) === 'ini') return SECTION.test(source.text);
  if (groups && isGroups(groups)) return true;
  const isBroken = document.problems.some(({ fatal }) => fatal);
  return (isBroken && CLUSTER_KEY.test(source.text)) || (hasYamlName && SECTION_OF_CLUSTER.test(source.text));
}

/** Values of a Helm chart may look like groups. */
const VALUES = /^values\b.*\.ya?ml$/i;
const liesInChart = async (read: ReadDocument, uri: string): Promise<boolean> =>
  isParsed(await read(joinUri(parentUri(uri), 'Chart.yaml')));

const ENCRYPTED = '$ANSIBLE_VAULT;';
/** A section of hosts, child groups or variables; files of other programs have options in theirs, too. */
const SECTION = /^\[[^\]\r\n\u2028\u2029]+\][ \t]*(?:[#;].*)?$/m;
const SECTION_OF_CLUSTER = /^\[k3s_cluster(?::\w+)?\]/m;
const CLUSTER_KEY = /^[ \t]*["']?k3s_cluster["']?[ \t]*:/m;

/** Keys that no inventory has, and that identify other kinds of files. */
const OTHER_KINDS = new Set([
  'apiVersion',
  'kind',
  'dependencies',
  'services',
  'tasks',
  'roles',
  'collections',
]);
/** Groups with nothing in them: an inventory that was just begun. */
const KNOWN_GROUPS = new Set(['all', 'ungrouped', 'k3s_cluster']);
const PARTS_OF_GROUP = new Set(['hosts', 'children', 'vars']);

/** A mapping of groups: nowhere else are `hosts` and `children` mappings. */
function isGroups(root: YamlMapping): boolean {
  const entries = root.pairs.map((pair) => ({ name: nameOf(pair), value: resolveAlias(pair.value) }));
  if (entries.some(({ name }) => name === 'plugin')) return true;
  if (entries.some(({ name }) => OTHER_KINDS.has(name))) return false;
  if (entries.some(({ name, value }) => KNOWN_GROUPS.has(name) && isMappingOrNothing(value))) return true;
  if (entries.some(({ value }) => hasMembers(value))) return true;
  return entries.length > 0 && entries.every(({ value }) => hasOnlyParts(value));
}

const nameOf = ({ key }: YamlPair): string => {
  const node = resolveAlias(key);
  return node?.kind === 'scalar' ? node.text : '';
};

/** The output of `ansible-inventory --list` and of scripts, which Ansible accepts from a script, but not as a file. */
const isOutput = ({ pairs }: YamlMapping): boolean =>
  pairs.some((pair) => {
    const value = nameOf(pair) === '_meta' ? resolveAlias(pair.value) : undefined;
    return value?.kind === 'mapping' && value.pairs.some((inner) => nameOf(inner) === 'hostvars');
  });

const isNull = (node: YamlNode): boolean => node.kind === 'scalar' && node.type === 'null';

const isMappingOrNothing = (node: YamlNode | undefined): boolean =>
  node === undefined || node.kind === 'mapping' || isNull(node);

const hasMembers = (node: YamlNode | undefined): boolean =>
  node?.kind === 'mapping' &&
  node.pairs.some(
    (pair) =>
      (nameOf(pair) === 'hosts' || nameOf(pair) === 'children') &&
      resolveAlias(pair.value)?.kind === 'mapping',
  );

const hasOnlyParts = (node: YamlNode | undefined): boolean =>
  node?.kind === 'mapping' &&
  node.pairs.length > 0 &&
  node.pairs.every((pair) => PARTS_OF_GROUP.has(nameOf(pair)));

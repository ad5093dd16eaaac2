// Names of filters and tests. One that Ansible does not find fails the whole template, even where it is not needed.
// Read from Jinja2 3.1.2 and ansible-core 2.14.18.
import { msg } from '../../text/message.ts';
import type { Expression, JinjaNode, Template } from '../ast.ts';
import { walk } from '../walk.ts';
import { unknown } from './value.ts';

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const FILTERS = names(`
  abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format
  groupby indent int items join last length list lower map max min pprint random reject rejectattr replace reverse
  round safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode
  urlize wordcount wordwrap xmlattr
  b64decode b64encode basename bool checksum combine comment dict2items difference dirname expanduser expandvars
  extract fileglob flatten from_json from_yaml from_yaml_all hash human_readable human_to_bytes intersect items2dict
  log mandatory md5 password_hash path_join permutations pow product quote realpath regex_escape regex_findall
  regex_replace regex_search rekey_on_member relpath root sha1 shuffle split splitext strftime subelements
  symmetric_difference ternary to_datetime to_json to_nice_json to_nice_yaml to_uuid to_yaml type_debug union unvault
  urldecode urlsplit vault win_basename win_dirname win_splitdrive zip zip_longest combinations
  ipwrap ansible.utils.ipwrap`);

const TESTS = names(`
  boolean callable defined divisibleby eq equalto escaped even false filter float ge greaterthan gt in integer
  iterable le lessthan lower lt mapping ne none number odd sameas sequence string test true undefined upper
  == != > >= < <= abs all any change changed contains directory exists failed failure falsy file finished is_abs
  is_dir is_file is_link is_mount is_same_file isnan issubset issuperset link link_exists match mount nan
  reachable regex same_file search skip skipped started subset succeeded success superset truthy unreachable uri
  url urn vault_encrypted version version_compare`);

export const bareName = (name: string): string => name.replace(/^ansible\.builtin\./, '');

/** Ends the evaluation of a template with a filter or test that may come from a collection, or from nowhere. */
export function checkNames(template: Template): void {
  for (const node of walk(template)) {
    if (mayFailEarly(node)) throw unknown(msg('a part without variables may be undefined'));
    if (node.kind === 'filter' && !FILTERS.has(bareName(node.name)))
      throw unknown(msg("the filter '{0}' is not known here", node.name));
    if (node.kind === 'test' && !TESTS.has(bareName(node.name)))
      throw unknown(msg("the test '{0}' is not known here", node.name));
  }
}

/**
 * Jinja2 works out parts without variables beforehand. Where one of these is undefined and used by an operator that
 * does not catch it, Ansible takes the whole text as it is written, even if the part is never reached.
 */
function mayFailEarly(node: JinjaNode): boolean {
  if (node.kind === 'conditional') return isRiskyConstant(node.test);
  if (node.kind !== 'binary') return false;
  if (node.operator === '~') return isRiskyConstant(node.left) || isRiskyConstant(node.right);
  return (node.operator === 'and' || node.operator === 'or') && isRiskyConstant(node.left);
}

const SURE = names(
  'trim lower upper string replace join format b64encode b64decode to_json length count int float bool',
);

function isRiskyConstant(part: Expression): boolean {
  let isRisky = false;
  for (const node of walk(part)) {
    if (node.kind === 'name') return false;
    isRisky ||=
      node.kind === 'attribute' ||
      node.kind === 'subscript' ||
      (node.kind === 'filter' && !SURE.has(bareName(node.name))) ||
      (node.kind === 'conditional' && !node.otherwise);
  }
  return isRisky;
}

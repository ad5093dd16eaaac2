// One sitting at one inventory with one server: what an editor sends, and how long each answer takes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { NoAnswer, startClient } from './client.mjs';
import { generateFleet } from './fleet.mjs';

/**
 * @typedef {object} Effort
 * @property {number} pairs how often an edit is made and taken back, at most
 * @property {number} perKind milliseconds for one kind of edit, when they are not reached
 * @property {number} warmUp milliseconds of edits that are not counted
 * @property {number} starts how often the server is started besides
 * @property {number} limit milliseconds for the whole sitting
 *
 * @typedef {object} Sitting
 * @property {number} hosts
 * @property {Record<string, number[]>} times milliseconds of every answer, by what was asked
 * @property {number | undefined} memory most bytes ever held
 * @property {string | undefined} stopped what had no answer in time
 */

/** The edits that are counted together as "an edit". */
export const editKinds = ['host', 'top', 'vars', 'jinja', 'insert', 'delete'];

/** Those that change more than one entry of the inventory. */
export const structureKinds = ['group', 'section', 'range'];

/**
 * What a sitting is about, and how much of it is done: opening and edits of hosts, or edits of every kind as well, or
 * hovers and the like, too.
 * @typedef {object} About
 * @property {import('./hostKinds.mjs').HostKind} kind
 * @property {'hosts' | 'edits' | 'all'} extent
 * @property {(folder: string) => string} [write] writes what lies around, and returns where the inventory belongs
 */

/** @type {About} */
const whole = { kind: 'plain', extent: 'all' };

/** As long as a fast typist needs at least; nothing is in flight between two measurements. */
const BREATH_MS = 20;

const START_LIMIT_MS = 10_000;

/**
 * @param {import('./client.mjs').ServerCommand} server
 * @param {Effort} effort
 * @param {About} about
 * @returns {Promise<Sitting>}
 */
export async function measure(server, hosts, effort, about = whole) {
  const folder = mkdtempSync(join(tmpdir(), 'k3s-inventory-bench-'));
  const fleet = generateFleet(hosts, about.kind);
  const file = join(about.write?.(folder) ?? folder, 'inventory.yml');
  writeFileSync(file, fleet.text);
  /** @type {Record<string, number[]>} */
  const times = {};
  const note = (what, since) => {
    times[what] ??= [];
    times[what].push(performance.now() - since);
  };
  // What is read from the disk for the first time is read from memory later: one start shows little.
  for (let count = 0; count < effort.starts; count++) await startOnce(server, { folder, fleet }, note);
  const began = performance.now();
  const client = startClient(server, began + effort.limit);
  const uri = pathToFileURL(file).href;
  const sitting = { client, fleet, effort, note, uri, folder, extent: about.extent };
  let stopped;
  try {
    await work(createEditor(sitting), sitting, began);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    stopped = error.message;
  }
  const memory = client.peakMemory();
  await client.stop();
  rmSync(folder, { recursive: true });
  return { hosts, times, memory, stopped };
}

async function startOnce(server, place, note) {
  const began = performance.now();
  const client = startClient(server, began + START_LIMIT_MS);
  try {
    await initialize({ client, ...place });
    note('initialize', began);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
  }
  await client.stop();
}

async function work(editor, sitting, began) {
  await initialize(sitting);
  sitting.note('initialize', began);
  // The server asks for its settings now; an editor that opens a file later should not wait for that.
  await pause(300);
  await editor.open();
  await pause(1000);
  const { fleet, effort, extent } = sitting;
  const { host, top, vars, jinja, lifecycle, group, section, range, paste } = fleet.edits;
  const known = extent === 'hosts' ? [host, lifecycle] : [host, vars, jinja, lifecycle, group];
  await repeat({ pairs: 300, milliseconds: effort.warmUp }, (count) =>
    editor.applyAndUndo(known[count % known.length] ?? host, 'warm-up', 'warm-up'),
  );
  const turns = { pairs: effort.pairs, milliseconds: effort.perKind };
  await repeat(turns, () => editor.applyAndUndo(host, 'host', 'host'));
  await repeat(turns, () => editor.applyAndUndo(lifecycle, 'insert', 'delete'));
  if (extent === 'hosts') return;
  for (const [what, edit] of Object.entries({ top, vars, jinja }))
    await repeat(turns, () => editor.applyAndUndo(edit, what, what));
  for (const [what, edit] of Object.entries({ group, section, range }))
    await repeat({ ...turns, pairs: Math.min(turns.pairs, 10) }, () => editor.applyAndUndo(edit, what, what));
  if (extent === 'edits') return;
  await repeat({ ...turns, pairs: 5 }, () => editor.applyAndUndo(paste, 'paste', 'unpaste'));
  await repeat({ ...turns, pairs: 10 }, () => editor.hover());
  await repeat({ ...turns, pairs: 10 }, () => editor.actions());
  await editor.change(fleet.edits.newKey.apply, fleet.edits.newKey.shift);
  await repeat({ ...turns, pairs: 10 }, () => editor.complete());
  await editor.change(fleet.edits.newKey.undo, -fleet.edits.newKey.shift);
}

/** Always once; a server that is slow has fewer turns, not a longer run. */
async function repeat({ pairs, milliseconds }, turn) {
  const end = performance.now() + milliseconds;
  for (let count = 0; count < pairs && (count === 0 || performance.now() < end); count++) await turn(count);
}

async function initialize({ client, folder, fleet }) {
  const rootUri = pathToFileURL(folder).href;
  await client.request('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    locale: 'en',
    // As in VS Code: then there are code actions about vaults. The empty server cannot find the fault by itself.
    initializationOptions: { prompts: true, faultLine: fleet.faultLine },
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: {
        publishDiagnostics: { versionSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
        completion: { completionItem: { snippetSupport: true } },
        hover: { contentFormat: ['markdown'] },
      },
    },
  });
  await client.notify('initialized', {});
}

function createEditor({ client, fleet, note, uri }) {
  let version = 1;
  /** By how many lines the text is longer than at first. */
  let shift = 0;
  const ofThisVersion = (params) =>
    params.uri === uri && (params.version === undefined || params.version === version);
  const withTheFault = (params) =>
    ofThisVersion(params) &&
    params.diagnostics.some(({ range }) => range.start.line === fleet.faultLine + shift);

  const send = (change) => {
    version++;
    const contentChanges = [change];
    return client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
  };
  /** A change, until the fault is reported where it is now; or, in a broken text, until anything is. */
  async function change(edit, lines, matches = withTheFault) {
    shift += lines;
    const answer = client.published(matches);
    await Promise.all([send(edit), answer]);
  }
  async function timed(what, edit, lines) {
    const since = performance.now();
    await change(edit, lines);
    note(what, since);
    await pause(BREATH_MS);
  }
  const ask = (method, position) => client.request(method, { textDocument: { uri }, position });

  return {
    change,
    async open() {
      const since = performance.now();
      const answer = client.published(withTheFault);
      const textDocument = { uri, languageId: 'yaml', version, text: fleet.text };
      await Promise.all([client.notify('textDocument/didOpen', { textDocument }), answer]);
      note('open', since);
    },
    async applyAndUndo(edit, name, nameOfUndo) {
      await timed(name, edit.apply, edit.shift);
      await timed(nameOfUndo, edit.undo, -edit.shift);
    },
    async hover() {
      const since = performance.now();
      const answer = await ask('textDocument/hover', fleet.aKey);
      note('hover', since);
      if (!answer?.contents) throw new Error('The hover over k3s_version is empty');
    },
    /** An editor asks wherever the cursor is put. */
    async actions() {
      const since = performance.now();
      const range = { start: fleet.aKey, end: fleet.aKey };
      const textDocument = { uri };
      await client.request('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
      note('actions', since);
    },
    /** As in an editor: the letter and the question go out together. */
    async complete() {
      const since = performance.now();
      const published = client.published(ofThisVersion);
      const sent = send(fleet.keystroke);
      const answer = await ask('textDocument/completion', fleet.afterKeystroke);
      note('completion', since);
      const items = answer?.items ?? answer ?? [];
      if (!items.some(({ label }) => label.startsWith('server_config_yaml')))
        throw new Error('server_config_yaml is not among what completes "s"');
      await Promise.all([sent, published]);
      await change(fleet.backspace, 0);
      await pause(BREATH_MS);
    },
  };
}

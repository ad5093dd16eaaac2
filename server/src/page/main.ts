// The page that checks an inventory in the browser: texts in, findings and nodes out. It sends nothing anywhere.
import bundle from '../../../l10n/bundle.l10n.zh-cn.json';
import { createLanguageService, createMemoryFileSystem, type FileRange } from '../core/index.ts';
import { isChinese, randomToken } from '../node/environment.ts';
import { byId, element, fillChoices } from './dom.ts';
import { chosenFiles, droppedFiles, type GivenFile, pastedUri, ROOT, replaceAll } from './files.ts';
import { createFindingsView, listedOf, nameOf } from './findingsView.ts';
import { type Look, lookAt } from './lookAt.ts';
import { showNodes } from './nodesView.ts';
import { SAMPLE } from './sample.ts';
import { createTopologyView } from './topologyView.ts';
import { createPageTexts, type Word } from './words.ts';

/** Long enough that nothing is computed between two keystrokes of a fast typist. */
const PAUSE_MS = 150;

const text = byId('text', HTMLTextAreaElement);
const language = byId('language', HTMLSelectElement);
const fileChoice = byId('file', HTMLSelectElement);
const inventoryChoice = byId('inventory', HTMLSelectElement);

const files = createMemoryFileSystem();
let isPasted = true;
let opened = pastedUri('');
let locale = isChinese(navigator.language) ? 'zh-cn' : 'en';
let session = createSession();
/** Counts what was asked for: an answer to an earlier question is not shown. */
let turn = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const findings = createFindingsView(byId('findings', HTMLElement), (found) => void goTo(found));
const topology = createTopologyView((place) => void goTo(place));

/** The service and the words of one language. */
function createSession() {
  const translations = locale === 'en' ? {} : bundle;
  const options = {
    bundle: translations,
    randomToken,
    onRuleError: (ruleId: string, error: unknown) => showFailure(`${ruleId}: ${String(error)}`),
  };
  return { service: createLanguageService(files, options), texts: createPageTexts(translations) };
}

async function refresh(): Promise<void> {
  const mine = ++turn;
  const isCurrent = (): boolean => mine === turn;
  const { service, texts } = session;
  const look = files.files().length === 0 ? undefined : await lookAt(service, opened, inventoryChoice.value);
  if (!isCurrent()) return;
  showStatus(look);
  findings.show(look?.diagnoses ?? [], texts, locale);
  topology.show(look?.topology);
  showFiles();
  const inventories = look?.inventories ?? [];
  byId('inventory-choice', HTMLElement).hidden = inventories.length < 2;
  fillChoices(
    inventoryChoice,
    inventories.map(({ sources }) => ({ value: sources[0] ?? '', label: sources.map(nameOf).join(', ') })),
  );
  await showNodes(service, look, texts, isCurrent);
}

function showStatus(look: Look | undefined): void {
  const { texts } = session;
  const count = look?.diagnoses.length ?? 0;
  const found = count > 0 ? texts.count(count, listedOf(count)) : texts.say('noFindings');
  byId('status', HTMLElement).replaceChildren(
    ...(look
      ? [
          element('strong', {}, look.status.title),
          ...(look.isChecked ? [element('span', {}, found)] : []),
          element('ul', {}, ...look.status.lines.map((line) => element('li', {}, line))),
        ]
      : [element('p', {}, texts.say('nothingYet'))]),
  );
}

function showFiles(): void {
  const uris = files.files().toSorted();
  byId('file-choice', HTMLElement).hidden = uris.length < 2;
  fillChoices(
    fileChoice,
    uris.map((uri) => ({ value: uri, label: nameOf(uri) })),
  );
  fileChoice.value = opened;
}

/** Shows a file for reading and editing; one that is no text is shown as empty, and left alone. */
async function open(uri: string): Promise<void> {
  opened = uri;
  const content = await files.readFile(uri);
  text.value = content && 'text' in content ? content.text : '';
  text.readOnly = content !== undefined && !('text' in content && content.notUtf8 !== true);
  fileChoice.value = uri;
}

async function goTo({ uri, start, end }: FileRange): Promise<void> {
  if (uri !== opened) await open(uri);
  const lines = text.value.split('\n');
  const offsetOf = (line: number): number =>
    lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  text.focus();
  text.setSelectionRange(offsetOf(start.line) + start.column, offsetOf(end.line) + end.column);
  // A text area shows its caret where it is, not where it has been put.
  text.scrollTop = (text.scrollHeight / lines.length) * Math.max(0, start.line - 3);
}

async function take(given: readonly GivenFile[]): Promise<void> {
  if (given.length === 0) return;
  byId('failure', HTMLElement).hidden = true;
  await replaceAll(files, given);
  isPasted = false;
  const [first] = await session.service.findInventories([ROOT]);
  await open(first?.sources[0] ?? files.files()[0] ?? opened);
  await refresh();
}

/** A pasted text is the only file, under the name that fits it; in a folder, the file is changed. */
function typed(): void {
  if (isPasted) {
    for (const uri of files.files()) files.remove(uri);
    opened = pastedUri(text.value);
  }
  if (!isPasted || text.value.trim() !== '') files.write(opened, text.value);
  clearTimeout(timer);
  timer = setTimeout(() => go(refresh), PAUSE_MS);
}

function showSample(): void {
  isPasted = true;
  text.readOnly = false;
  text.value = SAMPLE;
  typed();
}

function speak(): void {
  document.documentElement.lang = locale === 'en' ? 'en' : 'zh-CN';
  language.value = locale;
  for (const one of document.querySelectorAll<HTMLElement>('[data-word]'))
    one.textContent = session.texts.say(one.dataset['word'] as Word);
  const ending = locale === 'en' ? '.html' : `.${locale}.html`;
  byId('rules', HTMLAnchorElement).href = `docs/rules/README${ending}`;
  byId('help', HTMLAnchorElement).href = `README${ending}`;
}

function showFailure(reason: string): void {
  const place = byId('failure', HTMLElement);
  place.textContent = session.texts.say('failed', reason);
  place.hidden = false;
}

/** Some browsers keep what is dropped from a page that was opened from the disk; what is chosen they give. */
const showUnreadable = (error: unknown): void => {
  const place = byId('failure', HTMLElement);
  place.textContent = session.texts.say('notDropped', error instanceof Error ? error.name : '');
  place.hidden = false;
};

const go = (work: () => Promise<void>): void => {
  work().catch((error: unknown) => showFailure(String(error)));
};

function listen(): void {
  text.addEventListener('input', typed);
  byId('sample', HTMLButtonElement).addEventListener('click', showSample);
  for (const id of ['folder', 'files']) {
    const input = byId(id, HTMLInputElement);
    input.addEventListener('change', () =>
      go(() => take(chosenFiles(input.files ?? new DataTransfer().files))),
    );
  }
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const items = event.dataTransfer?.items;
    if (items) void droppedFiles(items).then((given) => go(() => take(given)), showUnreadable);
  });
  fileChoice.addEventListener('change', () => go(() => open(fileChoice.value)));
  inventoryChoice.addEventListener('change', () => go(refresh));
  byId('node', HTMLSelectElement).addEventListener('change', () => go(refresh));
  language.addEventListener('change', () => {
    locale = language.value;
    session = createSession();
    speak();
    go(refresh);
  });
}

listen();
speak();
go(refresh);

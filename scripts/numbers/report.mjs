// What sizes are allowed, what is over them, and the page of numbers.

/**
 * @typedef {{ path: string, name: string, line: number, lines: number, own: number }} FunctionSize `own`: without the
 *   functions in it, which are counted alone
 * @typedef {{ path: string, text: string, lines: number, comments: number, functions: FunctionSize[], imports: string[] }}
 *   SourceFile
 * @typedef {{ files: SourceFile[], folders: Map<string, number>, rooms: string[], arrows: Set<string> }} Measured
 */

/** What a reader can hold in mind at once. */
export const BUDGETS = { lines: 300, functionLines: 60, filesInFolder: 30, rooms: 20, arrows: 70 };

/** A rule says what it is for in its summary, in both languages. */
const isRule = (path) => /\/rules\/[^/]+\/[a-z0-9]+(?:-[a-z0-9]+)+\.ts$/.test(path);

/**
 * @param {Measured} measured
 * @returns {string[]} each with its place and the remedy
 */
export function overBudget({ files, folders, rooms, arrows }) {
  const faults = [];
  for (const { path, text, lines, functions } of files) {
    if (lines > BUDGETS.lines)
      faults.push(`${path}: ${lines} lines, at most ${BUDGETS.lines}: move what is a subject of its own`);
    if (!/^\/[/*]/.test(text) && !isRule(path))
      faults.push(`${path}:1: the first line is to say in a comment what the file is for`);
    for (const { name, line, own } of functions)
      if (own > BUDGETS.functionLines)
        faults.push(`${path}:${line}: ${name} has ${own} lines of its own, at most ${BUDGETS.functionLines}`);
  }
  for (const [folder, count] of folders)
    if (count > BUDGETS.filesInFolder)
      faults.push(`${folder}: ${count} files, at most ${BUDGETS.filesInFolder}: make a folder of a subject`);
  if (rooms.length > BUDGETS.rooms) faults.push(`${rooms.length} rooms, at most ${BUDGETS.rooms}`);
  if (arrows.size > BUDGETS.arrows) faults.push(`${arrows.size} arrows, at most ${BUDGETS.arrows}`);
  return faults;
}

/** @param {Measured} measured */
export function page({ files, folders, rooms, arrows }) {
  const core = files.filter(({ path }) => path.startsWith('server/src/core/'));
  const functions = files.flatMap((file) => file.functions);
  const share = sum(files, 'comments') / sum(files, 'lines');
  const rows = [
    ['Files, lines', `${files.length}, ${sum(files, 'lines')}`, ''],
    ['… of the core', `${core.length}, ${sum(core, 'lines')}`, ''],
    ['Rooms', rooms.length, BUDGETS.rooms],
    ['Arrows between rooms (none runs back: `npm run check:layers`)', arrows.size, BUDGETS.arrows],
    ['Files in a folder: median, most', middleAndMost([...folders.values()]), BUDGETS.filesInFolder],
    ['Lines of a file: median, most', middleAndMost(files.map((file) => file.lines)), BUDGETS.lines],
    ['Lines of a function: median, most', middleAndMost(functions.map((f) => f.lines)), ''],
    [
      '… of its own, without the functions in it',
      middleAndMost(functions.map((f) => f.own)),
      BUDGETS.functionLines,
    ],
    ['Lines that are comments', `${(100 * share).toFixed(1)} %`, ''],
  ];
  const longest = functions.toSorted((a, b) => b.lines - a.lines).slice(0, 10);
  return `<!-- Written by \`npm run numbers\`. -->
# Sizes

\`npm run check:size\` keeps them within their budgets.

| What | Now | At most |
|---|---|---|
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

The longest functions hold others, as the object does that they make:

${longest.map(({ path, name, lines, own }) => `- \`${name}\` of \`${path}\`: ${lines} lines, ${own} of its own`).join('\n')}

## Arrows

${rooms
  .toSorted()
  .map((room) => [room, targets(arrows, room)])
  .filter(([, to]) => to.length > 0)
  .map(([room, to]) => `- ${room} → ${to.join(', ')}`)
  .join('\n')}
`;
}

const targets = (arrows, room) =>
  [...arrows]
    .filter((arrow) => arrow.startsWith(`${room} → `))
    .map((arrow) => arrow.slice(room.length + 3))
    .toSorted();

const sum = (items, key) => items.reduce((total, item) => total + item[key], 0);

function middleAndMost(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)]}, ${sorted.at(-1)}`;
}

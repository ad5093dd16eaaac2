// Where the extension runs: in Node, or in a browser's web worker, where no process can be started.

/** As VS Code itself tells them apart. */
export const isInBrowser = typeof process === 'undefined' || typeof process.versions?.node !== 'string';

// The language server for both runtimes, as one bundle: of each, only what is called is evaluated.

/** @returns how to start it as a process */
export const inNode = () => import('./node/languageServer.ts');

/** @returns how to start it in a web worker */
export const inWorker = () => import('./lsp/worker/languageServer.ts');

// The language server for both runtimes, as one bundle: of each, only what is called is evaluated.

/** @returns how to start it as a process */
export const inNode = () => import('./lsp/process/languageServer.ts');

/**
 * Called by the script that the client makes for a worker (client/src/platform/serverWorker.ts).
 * @returns how to start it in a web worker
 * @public
 */
export const inWorker = () => import('./lsp/worker/languageServer.ts');

// Which builds of libraries the bundles take: for what ships, and for tests that bundle the same sources.

/** For the option `alias` of esbuild, with the root of the repository as its working directory. */
export const bundleAliases = {
  // The build for browsers is the same code as ES modules: smaller, and it does not read the environment per token.
  yaml: './node_modules/yaml/browser/index.js',
  // Both runtimes are in one bundle, and a condition of `exports` holds for all of it.
  ...Object.fromEntries(
    ['languageclient', 'languageserver', 'languageserver-protocol', 'jsonrpc'].map((name) => [
      `vscode-${name}/browser`,
      `./node_modules/vscode-${name}/lib/browser/main.js`,
    ]),
  ),
};

// What a trace of the protocol may hold: no password, no plain text, no text of a document. VS Code writes traces to disk.

/** Properties of messages that hold what was typed, decrypted or read. */
const HELD = /"(password|newPassword|plaintext|text|newText|template)"(\s*:\s*)"(?:[^"\\]|\\.)*"/g;

/** The same trace with these texts taken out. */
export const redactedTrace = (trace: string): string => trace.replace(HELD, '"$1"$2"…"');

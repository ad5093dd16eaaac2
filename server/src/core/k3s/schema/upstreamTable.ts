// How the files of a k3s-ansible show what it does, release by release, from schemas/k3s-ansible.upstream.json. Judges
// nothing; knows no files.
import file from '../../../../../schemas/k3s-ansible.upstream.json' with { type: 'json' };

/** Defects and behaviours; the table says what each is and where that was read. */
export type SignatureId =
  | 'agent-token-skipped'
  | 'agent-server-skipped'
  | 'token-in-regex'
  | 'joining-token-undefined'
  | 'vault-tag-dumped'
  | 'needs-ipwrap'
  | 'version-in-airgap'
  | 'token-argument'
  | 'token-required'
  | 'all-archives'
  | 'binary-by-architecture'
  | 'endpoint-is-hostname'
  | 'condition-of-list'
  | 'upgrade-starts-server'
  | 'upgrade-token-of-one'
  | 'server-service-on-agents'
  | 'agents-download'
  | 'facts-once'
  | 'agent-unit-repeated'
  | 'token-of-first-server'
  | 'token-for-joining'
  | 'server-token-config'
  | 'server-token-env'
  | 'agent-token-env'
  | 'script-kept'
  | 'rpm-dependencies'
  | 'airgap-own-groups'
  | 'upgrade-in-airgap'
  | 'service-envs-everywhere'
  | 'install-envs'
  | 'endpoint-in-certificate'
  | 'unit-in-lines'
  | 'blank-behind-arguments';

/** A file of a checkout, or of the installed collection. */
export type UpstreamFile =
  | 'agent'
  | 'agentUnit'
  | 'server'
  | 'serverUnit'
  | 'airgap'
  | 'upgrade'
  | 'prereq'
  | 'site';

/** Conditions for a file's text; all that are given must hold. */
export interface SignatureTest {
  /** Only the text behind this one counts, which must be there. */
  readonly after?: string;
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
  /** A regular expression over lines. */
  readonly matches?: string;
}

/** One thing that some versions of k3s-ansible do and others do not, and how the text of its files shows it. */
export interface Signature {
  readonly id: SignatureId;
  /** Its name in the notes of this project, where it has one. */
  readonly letter?: string;
  readonly kind: 'defect' | 'behaviour';
  readonly file: UpstreamFile;
  readonly test: SignatureTest;
  /** The commits of the main branch that have it; the last one no longer does. */
  readonly window: { readonly from?: UpstreamCommit; readonly until?: UpstreamCommit };
  readonly releases: readonly string[];
  /** The first release without the defect; absent where there is none. */
  readonly firstGood?: string;
}

interface UpstreamCommit {
  readonly date: string;
  readonly commit: string;
}

/** All signatures, and the history they refer to. */
export interface UpstreamTable {
  /** Paths from the root of a checkout. */
  readonly files: Readonly<Record<UpstreamFile, string>>;
  readonly signatures: readonly Signature[];
  /** Of the main branch, oldest first, as the windows name them. */
  readonly commits: readonly string[];
}

/** The table, which is part of the build. */
export function loadUpstreamTable(): UpstreamTable {
  // The meta-schema proves the shape at build time; TypeScript only sees the file's literal types.
  return file as unknown as UpstreamTable;
}

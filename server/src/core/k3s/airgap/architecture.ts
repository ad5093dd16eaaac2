// The architectures that K3s has airgap files for, and the names that others have for them.

/** The names of architectures that K3s and the role use. */
export type Architecture = 'amd64' | 'arm64' | 'arm';
/** Those for which K3s publishes binaries and images, and which the role knows. */
export const ARCHITECTURES: readonly Architecture[] = ['amd64', 'arm64', 'arm'];

/** A machine as the kernel and others call it; `undefined` for those K3s has no airgap files for. */
export function architectureOf(machine: string): Architecture | undefined {
  const name = machine.trim().toLowerCase();
  if (/^(?:x86[-_]64|amd64|x64)$/.test(name)) return 'amd64';
  if (/^(?:aarch64|arm64|arm64v8|armv8l?)$/.test(name)) return 'arm64';
  return /^(?:armv7l?|armhf|arm|arm32v7)$/.test(name) ? 'arm' : undefined;
}

/** The name under which K3s publishes the binary. */
export const assetOf = (architecture: Architecture): string =>
  architecture === 'amd64' ? 'k3s' : architecture === 'arm' ? 'k3s-armhf' : 'k3s-arm64';

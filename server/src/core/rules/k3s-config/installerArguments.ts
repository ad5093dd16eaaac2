// What the installer of K3s makes of arguments, and which k3s-ansible hands them to it.
import type { RuleContext } from '../../diagnostics/rule.ts';

/** Whether the k3s-ansible in use surely writes them into the unit itself, as all did before 1.2.0. */
export function isBeforeInstaller({ upstream }: RuleContext): boolean {
  const like = upstream.version?.like ?? [];
  return like.length > 0 && like.every((release) => /^1\.[01]\./.test(release));
}

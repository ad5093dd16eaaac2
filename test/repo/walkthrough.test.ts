// The drawings of the walkthrough, as VS Code shows them.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly id: string; readonly media: { readonly svg: string } }[];
    }[];
  };
}

const { contributes }: Manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

it.each(steps)('$id takes its colours from attributes: VS Code allows no style in a drawing', ({ media }) => {
  const drawing = readFileSync(media.svg, 'utf8');
  expect(drawing).not.toMatch(/<style|\sstyle=|\sclass=|<script|href=/);
  expect(drawing).toContain('fill="var(--vscode-');
});

// The cluster as a picture: what is drawn, in words and as SVG and Mermaid.
import { describe, expect, it } from 'vitest';
import { createMemoryFileSystem, uriOf } from '../../support/memoryFileSystem.ts';
import { createTestService } from '../../support/service.ts';

const uri = uriOf('inventory.yml');

async function topologyOf(text: string, bundle = {}) {
  const service = createTestService(createMemoryFileSystem({ 'inventory.yml': text }), bundle);
  const answer = await service.topologyOf(uri, {});
  if (!answer) throw new Error('no topology');
  return answer;
}

const cluster = (endpoint: string): string => `k3s_cluster:
  children:
    server:
      hosts:
        s1:
          ansible_host: 10.0.0.1
        s2:
          ansible_host: 10.0.0.2
        s3:
          ansible_host: 10.0.0.300
    agent:
      hosts:
        a1:
          ansible_host: 10.0.0.5
  vars:
    k3s_version: v1.31.12+k3s1
    token: changeme!
    api_endpoint: ${endpoint}
`;

describe('in words', () => {
  it('are nodes by role with their places, the endpoint with the node it is of, and problems where they belong', async () => {
    const { parts, problems, summary } = await topologyOf(cluster('10.0.0.1'));
    expect(summary).toBe('3 servers + 1 agent; api_endpoint: 10.0.0.1, of s1');
    expect(parts.map(({ kind, label, detail }) => [kind, label, detail])).toEqual([
      ['endpoint', 'api_endpoint: 10.0.0.1, of s1', undefined],
      ['server', 's1', '10.0.0.1'],
      ['server', 's2', '10.0.0.2'],
      ['server', 's3', '10.0.0.300'],
      ['agent', 'a1', '10.0.0.5'],
    ]);
    expect(parts[1]?.place).toMatchObject({ uri, start: { line: 4, column: 8 } });
    expect(parts.map((part) => part.problems.length)).toEqual([0, 0, 0, 1, 0]);
    expect(problems.map(({ message }) => message).join()).toContain('sample text');
  });

  it('is the endpoint of no node, and one that cannot be known', async () => {
    expect((await topologyOf(cluster('10.0.0.9'))).summary).toContain('10.0.0.9, of no node');
    expect((await topologyOf(cluster("\"{{ lookup('env', 'X') }}\""))).summary).toContain('cannot be known');
  });

  it('is nothing for what is no inventory of k3s-ansible', async () => {
    const service = createTestService(
      createMemoryFileSystem({ 'inventory.yml': 'all:\n  hosts:\n    h1:\n' }),
    );
    expect(await service.topologyOf(uri, {})).toBeUndefined();
  });

  it('shows no secret', async () => {
    expect(JSON.stringify(await topologyOf(cluster('10.0.0.1')))).not.toContain('changeme');
  });
});

describe('the SVG', () => {
  it('names every part, which the keyboard can reach, and has no style and no script of its own', async () => {
    const { svg, parts } = await topologyOf(cluster('10.0.0.1'));
    const named = [...svg.matchAll(/data-part="(\w+)" tabindex="0" role="button"><title>([^<]+)</g)];
    expect(named.map(([, part]) => part)).toEqual(parts.map(({ part }) => part));
    expect(named.at(1)?.[2]).toBe('server, s1, 10.0.0.1, api_endpoint');
    expect(named.at(3)?.[2]).toContain('1 error');
    expect(svg).not.toMatch(/<style|<script|style=|\bon\w+=/);
  });

  it('keeps what names hold from becoming a part of it', async () => {
    const text = cluster('10.0.0.1').replace('s2:', '\'<img src="x" onerror=alert(1)>&\':');
    const { svg, svgFile, mermaid } = await topologyOf(text);
    for (const drawn of [svg, svgFile]) {
      expect(drawn).not.toContain('<img');
      expect(drawn).toContain('&#60;img src=&#34;x&#34;');
    }
    expect(mermaid).not.toContain('<img');
  });

  it('is as wide for hundreds of nodes, and says how many are not drawn', async () => {
    const text = cluster('10.0.0.1').replace('a1:', 'a[001:300]:');
    const { svg, parts } = await topologyOf(text);
    expect(parts).toHaveLength(304);
    expect(svg).toContain('60 more are not drawn');
    const width = (one: string): string | undefined => /width="(\d+)"/.exec(one)?.[1];
    expect(width(svg)).toBe(width((await topologyOf(cluster('10.0.0.1'))).svg));
  });

  it('has colours of its own only in a file', async () => {
    expect((await topologyOf(cluster('10.0.0.1'))).svgFile).toMatch(/^<svg [^>]+>\n<style>/);
  });
});

it('is Mermaid with subgraphs by role', async () => {
  expect((await topologyOf(cluster('10.0.0.1'))).mermaid).toBe(`flowchart TB
  endpoint(["api_endpoint: 10.0.0.1, of s1"])
  subgraph server["3 servers"]
    n0["s1<br/>10.0.0.1"]
    n1["s2<br/>10.0.0.2"]
    n2["s3<br/>10.0.0.300"]
  end
  subgraph agent["1 agent"]
    n3["a1<br/>10.0.0.5"]
  end
  endpoint --> n0
  agent --> endpoint
`);
});

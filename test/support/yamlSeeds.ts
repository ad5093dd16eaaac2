// Inventories and scraps that use, together, everything of YAML that people put into inventories.

export const YAML_SEEDS: readonly string[] = [
  `---
k3s_cluster:
  children:
    server:
      hosts:
        192.16.35.11:
        192.16.35.12: {ansible_port: 2222}
    agent:
      hosts:
        node[01:03].example.org:
          ansible_host: 10.0.0.1  # the first
  vars:
    ansible_port: 22
    ansible_user: debian
    k3s_version: v1.30.2+k3s1
    token: "changeme!"
    api_endpoint: "{{ hostvars[groups['server'][0]]['ansible_host'] | default(groups['server'][0]) }}"
    extra_server_args: "--disable traefik"
    server_config_yaml: |
      # comment inside
      write-kubeconfig-mode: "0644"
      tls-san:
        - k3s.example.org
    extra_agent_args: >-
      --node-label a=b
      --node-taint c=d:NoSchedule

      --last
`,
  `all:
  vars: &defaults
    airgap_dir: ./my-airgap
    enabled: yes
    mode: 0644
    when: 2001-12-14t21:59:43.10-05:00
    secret: !vault |
          $ANSIBLE_VAULT;1.1;AES256
          62313365396662343061393464336163383764373764613633653634306231386433626436623361
          6134333665353966363534333632666535333761666131620a663537646436643839616531643561
    raw: !unsafe 'a {{ b }} %'
  children:
    one:
      vars:
        <<: *defaults
        list: [a, "b", 'c ''quoted''', 4, 1.5, ~, {k: v, w: [x]}]
        mac: 52:54:00:12
        text: 'single
          over lines

          and more'
        other: "double \\"escaped\\" \\u00e9 \\
          joined
          folded"
      hosts:
        "[fe80::1]:22":
        ? complex
        : value
    two: *defaults
`,
  `# nothing but comments
# and more
`,
  `group:\r\n  hosts:\r\n    a:\r\n      x: |\r\n        one\r\n        two\r\n      y: "folded\r\n        line"\r\n    b:\r\n`,
  `registries_config_yaml: |2+
    mirrors:
      docker.io:
        endpoint:
          - "https://mirror.example.org"


extra_manifests:
- /path/one.yaml
-   /path/two.yaml
-
  - nested
  -   - deeper
      - item
    # comment between
  - - x
    - y: 1
      z: 2
extra_service_envs: ['HTTP_PROXY=http://proxy:3128', "NO_PROXY=10.0.0.0/8"]
map: {a: 1, b: [x, y], 'c': "d", e, f: , "g":h}
`,
  `%YAML 1.1
---
plain: text with spaces, commas: no; and # no comment
url: http://example.org:80/path?query=1#frag
multi: first line
  second line

  after blank
folded: >
  one
  two

    indented
  three
literal: |-
  no newline at the end

keep: |+
  keeps

empty:
null_value: ~
...
`,
  `a: [1,
  2, # comment
  {b: c,
   d: e}
]
f: { "x": 1,
  'y': 2 }
key with spaces: &anchor value
"quoted key": *anchor
'single': !!str 123
!!str tagged: !!int "7"
-: dash
`,
  `- hosts: all
  tasks:
    - name: "x"
      debug: msg="{{ a }}"
    - {name: y, when: a == 'b'}
    -
      name: z
`,
];

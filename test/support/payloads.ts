// Texts that must never come out as they went in: they steer terminals, runners of CI, readers and renderers.

export const PAYLOADS: Readonly<Record<string, string>> = {
  'clears the screen': 'x\u001b[2Jy',
  colour: 'x\u001b[31mred',
  'cursor up': 'x\u001b[1A\u001b[2K',
  'window title': 'x\u001b]0;owned\u0007',
  'OSC 8 link': 'x\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  'OSC 52 clipboard': 'x\u001b]52;c;ZXZpbA==\u0007',
  'C1 control sequence': 'x\u009b31mred',
  'C1 string': 'x\u009d0;owned\u009c',
  DCS: 'x\u001bP+q544e\u001b\\',
  backspace: 'safe\b\b\b\bevil',
  'carriage return': 'safe\rfaked line',
  'form feed': 'a\fb\vc',
  bell: 'x\u0007',
  delete: 'x\u007fy',
  'line break': 'x\ny',
  'line separator': 'x\u2028y\u2029z\u0085w',
  'right to left override': 'x\u202egnp.exe',
  isolates: 'x\u2066y\u2067z\u2069',
  'marks of direction': 'x\u200e\u200f\u061cy',
  'no width': 'to\u200bken\ufeff\u2060',
  tags: 'x\u{e0041}\u{e007f}',
  'half a character': 'x\ud800y',
  'workflow command': 'x\n::error file=app.js,line=1::injected',
  'workflow command at once': '::add-mask::x',
  'stops commands': 'x\n::stop-commands::pwn',
  'old workflow command': 'x ##[error]injected',
  'Azure command': 'x ##vso[task.setvariable variable=a]b',
  'Markdown image': '![p](https://evil.example/p.png)',
  'Markdown link': '[click](command:workbench.action.terminal.new)',
  'reference link': '[a]: https://evil.example/a\n\n[a]',
  autolink: '<https://evil.example> https://evil.example www.evil.example a@evil.example',
  'image behind backticks': '` ![p](https://evil.example/p.png)',
  'image behind many backticks': 'a ``` ![p](https://evil.example/p.png) ``` b',
  'heading and rule': '\n# big\n\n---\n\n![p](https://evil.example/p.png)',
  'table cell': 'a|b\\| ![p](https://evil.example/p.png)',
  HTML: '<img src=https://evil.example/h.png onerror=alert(1)><script>alert(1)</script>',
  'HTML entity': '&lt;img src=x&gt; &#x1b;[2J',
  'icon of the editor': '$(alert) $(sync~spin)',
  shell: '$(touch /tmp/owned) `touch /tmp/owned`; rm -rf ~ && \'"\\',
};

/** What is left of Markdown when code spans and escaped signs are taken out: what it does, not what it shows. */
export const active = (markdown: string): string =>
  markdown.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '\u0001');

/** The first sign of plain text that is not to be seen raw. */
export const rawSign = (text: string): string | undefined =>
  /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u.exec(text)?.[0] ??
  /^[^\S\n]*::.*::|##(?:vso)?\[/m.exec(text)?.[0];

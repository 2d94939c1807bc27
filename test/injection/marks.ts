/** Texts that act on one output or another. Each is one hostile thing, so that none hides another. */
export const PAYLOADS: readonly string[] = [
  '\u001b[31m',
  '\u001b]8;;https://evil.example\u0007',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001bP1$r0m\u001b\\',
  '\u009b31m\u009d0;t\u009c\u0085',
  '\r',
  '\n',
  '\r\n::error::forged',
  '\n::add-mask::forged',
  '\n##[set-output name=x]forged',
  'x ##[error]forged',
  '##vso[task.setvariable variable=x]forged',
  '::stop-commands::forged',
  '%0A::error::forged',
  '\u0000',
  '\t',
  '\u007f\u0008',
  '\u202e\u2066\u061c\u200f',
  '\u200b\u200d\ufeff\u2060',
  '\u{e0001}\u{e0041}\u{e007f}',
  '\u3164\u115f\ufe0f',
  '\u2028\u2029',
  '\ud800',
  '\udc00x',
  '\ufffe\uffff',
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<!--',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]>',
  '&#27;&lt;&forged;',
  '\u000b\u000c',
  '| a | b |',
  '\\|<b>forged',
  '[forged](https://evil.example)',
  '![forged](https://evil.example/x.png)',
  '<https://evil.example>',
  'https://evil.example @all #1',
  '`x` ```x``` ``',
  '\n# forged\n\n- forged',
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  ' ＝1',
  '","forged","',
  ';=1;forged',
  "'; DROP TABLE records; --",
  '{0} {{1}} ](',
  '$(forged)`forged`;forged|forged&',
  "a' 'b",
  '\\u001b[31m \\x1b %1B %s',
  '*/ -- # !forged &forged *forged',
];

/** Gives each place of a set of records a text of its own, with the next payload; `first` says with which to begin. */
export const createMarks = (first: number) => {
  let next = first;
  return (place: string): string => `${PAYLOADS[next++ % PAYLOADS.length]}zq${place}`;
};

export type Mark = ReturnType<typeof createMarks>;

/** What a terminal acts on, or hides text with, but the line break; lone surrogates too, which no encoding has. */
export const ACTING = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

const REGISTERED =
  /^(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-set-repo-path|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)$/i;

/** Commands that the runner of GitHub Actions finds in what a step prints, as it looks for them: the newer form, then the older one. */
export const commandsIn = (text: string): string[] =>
  text.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, newer] = /^::(.*?)::/.exec(line.trimStart()) ?? [];
    const [, older] = /##\[(.*?)\]/.exec(line) ?? [];
    const [, azure] = /##vso\[(.*?)\]/.exec(line) ?? [];
    const names = [newer, older].flatMap((each) => (each === undefined ? [] : [each.split(' ')[0] as string]));
    return [...names.filter((name) => REGISTERED.test(name)), ...(azure === undefined ? [] : [azure])];
  });

// Writes the generated parts of README.md and src/README.md, between `<!-- generated: NAME -->` and `<!-- end -->`; with --check it
// only says which of them are out of date. Needs a build, since what is described is the program as it is.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { inRoot, loadSource } from './bundle.mjs';

const root = inRoot('.');
const { REPORTERS } = await loadSource('reporters/index');
const path = (name) => `${root}/${name}`;

const run = (program, args) =>
  execFileSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
const bindcheck = (...args) => run(process.execPath, ['bin/bindcheck.js', ...args]);

/** The demo as a terminal shows it, down to the first findings. */
function demo() {
  const lines = bindcheck('demo', '--as-of', '2026-03-12').split('\n');
  const starts = lines.flatMap((line, index) => (/^\S+ (CRITICAL|HIGH) /.test(line) ? [index] : []));
  return `\`\`\`text\n${lines
    .slice(0, starts[2] ?? 40)
    .join('\n')
    .trimEnd()}\n[...]\n\`\`\`\n`;
}

/** The folders and who imports whom, as dependency-cruiser sees them. */
function diagram() {
  const text = run(path('node_modules/.bin/depcruise'), [
    '--no-progress',
    'src',
    '--include-only',
    '^src',
    '--output-type',
    'mermaid',
    '--collapse',
    '^src/[^/]+',
  ]);
  return `\`\`\`mermaid\n${text.trim()}\n\`\`\`\n`;
}

/** What reports can be written, by the program itself. */
function reports() {
  const row = (id, title) => `| \`${id}\` | ${title} |\n`;
  const verdicts = row('verdicts', 'An invocation a line with the verdict of each rule; needs the logs or the database');
  return `| format | what it is |\n| --- | --- |\n${REPORTERS.map(({ id, title }) => row(id, title)).join('')}${verdicts}`;
}
/** What is taken off records before formats are asked. */
const { CONTAINERS } = await loadSource('readers/containers/index');
const containers = () => `${CONTAINERS.map(({ id, title }) => `- \`${id}\`: ${title}`).join('\n')}\n`;

const documents = {
  'README.md': {
    demo,
    reports,
    containers,
    rules: () => bindcheck('rules', '--format', 'markdown'),
    formats: () => bindcheck('formats', '--format', 'markdown'),
    frameworks: () => bindcheck('frameworks', '--format', 'markdown'),
  },
  'src/README.md': { diagram },
};

const check = process.argv.includes('--check');
let stale = 0;
for (const [name, parts] of Object.entries(documents)) {
  const before = readFileSync(path(name), 'utf8');
  let after = before;
  for (const [part, make] of Object.entries(parts)) {
    const place = new RegExp(`(<!-- generated: ${part} -->\\n)[\\s\\S]*?(<!-- end -->)`);
    if (!place.test(after)) throw new Error(`${name} has no place for the generated part "${part}"`);
    after = after.replace(place, (_, open, close) => `${open}\n${make().trimEnd()}\n\n${close}`);
  }
  if (after === before) continue;
  stale++;
  if (check) process.stderr.write(`${name} is out of date: run npm run docs and commit it\n`);
  else writeFileSync(path(name), after);
}
process.exitCode = check && stale > 0 ? 1 : 0;

import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/lib/terminal-text.ts';
import {
  markdownFormats,
  markdownFrameworks,
  markdownRules,
  renderFormat,
  renderFormats,
  renderFrameworks,
  renderRules,
} from '../../src/reporters/catalogue.ts';
import { ruleText } from './reports.ts';

const RULES = [
  ruleText('replay/proof-reused', { severity: 'critical', title: 'A DPoP proof came with more than one request, on any server' }),
  ruleText('hygiene/no-token-id', { severity: 'low', title: 'No id | none' }),
];
const FORMATS = [
  {
    id: 'har',
    title: 'HTTP Archive 1.2',
    frames: ['json' as const],
    yields: ['invocation' as const, 'hint' as const],
    evidence: 'everything, as it holds the headers `Authorization` and `DPoP`',
  },
];
const FRAMEWORKS = [
  {
    id: 'cwe',
    name: 'Common Weakness Enumeration',
    version: '4.14',
    titleKind: 'official' as const,
    controls: [{ id: 'CWE-294', title: 'Authentication Bypass by Capture-replay' }],
  },
];

const COVERED = [
  {
    id: 'gateway-log',
    title: 'Gateway',
    frames: ['json' as const],
    yields: ['invocation' as const],
    evidence: 'who called',
    coverage: {
      level: 'principal' as const,
      alone: ['logging' as const],
      withEvidence: ['approval' as const],
      toDecideMore: {
        families: ['audience' as const, 'logging' as const],
        where: 'put this into the log',
        configuration: 'a:\n  aud: "%AUD%"',
      },
    },
  },
];

describe('for the terminal', () => {
  test.each([60, 80, 160])('within %i columns', (width) => {
    const options = { width, color: false };
    const lines = [...renderRules(RULES, options), ...renderFormats(FORMATS, options), ...renderFrameworks(FRAMEWORKS, options)];
    expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  test('rules, wrapped and not cut', () => {
    expect(renderRules(RULES, { width: 60, color: false })).toEqual([
      '  rule                 severity    what it finds',
      '  replay/proof-reused  ✖ critical  A DPoP proof came with',
      '                                   more than one request, on',
      '                                   any server',
      '  hygiene/no-token-id  ○ low       No id | none',
    ]);
  });

  test('formats and frameworks', () => {
    expect(renderFormats(FORMATS, { width: 160, color: false })[1]).toBe(
      '  har     HTTP Archive 1.2  invocation, hint  everything, as it holds the headers `Authorization` and `DPoP`',
    );
    expect(renderFrameworks(FRAMEWORKS, { width: 120, color: false })[1]).toBe(
      "  cwe        Common Weakness Enumeration  4.14            1  the publisher's",
    );
  });

  test('one below the other where there is no room for columns', () => {
    expect(renderFormats(FORMATS, { width: 80, color: false })).toEqual([
      '  har: HTTP Archive 1.2',
      '      gives invocation, hint; at best: everything, as it holds the headers',
      '      `Authorization` and `DPoP`',
    ]);
    expect(renderFrameworks(FRAMEWORKS, { width: 80, color: false })).toEqual([
      '  cwe: Common Weakness Enumeration',
      '      version 4.14',
      "      1 controls, titles: the publisher's",
    ]);
  });
});

describe('which rules can judge a source', () => {
  test('for the terminal, with where to find what to configure', () => {
    expect(renderFormats([...FORMATS, ...COVERED], { width: 120, color: false }).slice(3)).toEqual([
      '',
      'Which families of rules can judge the calls in each log',
      '  format       evidence   decides alone  with what it points to  once configured',
      '  gateway-log  principal  logging        approval                audience',
      '',
      'bindcheck formats FORMAT shows what to configure so that it decides more, to be copied.',
    ]);
    expect(renderFormats(COVERED, { width: 80, color: false }).slice(4)).toEqual([
      '  gateway-log: evidence principal',
      '      decides alone: logging',
      '      with what it points to: approval',
      '      once configured: audience',
      '',
      'bindcheck formats FORMAT shows what to configure so that it decides more, to be',
      'copied.',
    ]);
  });

  test('by itself, with the configuration as it is to be copied', () => {
    expect(renderFormat(COVERED[0] as (typeof COVERED)[0], { width: 80, color: false })).toEqual([
      '  gateway-log: Gateway',
      '      read from JSON',
      '      gives invocation; at best: who called',
      '',
      'Which families of rules can judge its calls',
      '  evidence: principal',
      '  decides alone: logging',
      '  with what it points to: approval',
      '  once configured: audience',
      '',
      'To decide more',
      '  put this into the log',
      '',
      '    a:',
      '      aud: "%AUD%"',
    ]);
  });

  test('as Markdown', () => {
    const lines = markdownFormats(COVERED).split('\n');
    const titles = lines.find((line) => line.startsWith('| calls in'))?.split(' | ') ?? [];
    const cells = lines.findLast((line) => line.startsWith('| `gateway-log`'))?.split(' | ') ?? [];
    const marks = Object.fromEntries(
      titles.map((title, index) => [title.replace(/ \|$/, ''), cells[index]?.replace(/ \|$/, '')]),
    );
    expect(marks).toMatchObject({ evidence: 'principal', approval: '◐', audience: '○', logging: '●', token: '' });
    expect(lines).toContain('**gateway-log**: put this into the log.');
    expect(lines).toContain('  aud: "%AUD%"');
  });
});

describe('as Markdown', () => {
  test('rules', () => {
    expect(markdownRules(RULES).split('\n')).toEqual([
      '| rule | severity | what it finds |',
      '| --- | --- | --- |',
      '| `replay/proof-reused` | critical | A DPoP proof came with more than one request, on any server |',
      '| `hygiene/no-token-id` | low | No id \\| none |',
      '',
    ]);
  });

  test('formats and frameworks', () => {
    expect(markdownFormats(FORMATS)).toContain('| `har` | HTTP Archive 1.2 | invocation, hint | everything,');
    expect(markdownFrameworks(FRAMEWORKS)).toContain("| `cwe` | Common Weakness Enumeration | 4.14 | 1 | the publisher's |");
  });
});

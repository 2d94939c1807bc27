import type { Command } from 'commander';

/** What people do with each command: why, and how. */
const EXAMPLES: Readonly<Record<string, readonly (readonly [why: string, how: string])[]>> = {
  '': [
    ['see what a report looks like', 'bindcheck demo'],
    ['draft a policy from logs, then audit them with it', 'bindcheck init logs/ && bindcheck audit logs/'],
    ['why a finding matters, and how to mend it', 'bindcheck explain token/expired'],
  ],
  audit: [
    ['audit all that a folder holds', 'bindcheck audit logs/'],
    [
      'a page to look at, a table for compliance, and the terminal',
      'bindcheck audit logs/ -f table -f html=report.html -f csv=findings.csv',
    ],
    ['read standard input', 'kubectl logs mcp-server | bindcheck audit -'],
    ['a capture of a browser, with the keys of the issuer', 'bindcheck audit capture.har --jwks https://as.example=keys.json'],
  ],
  ingest: [
    [
      'add the logs of a day; the same file again changes nothing',
      'bindcheck ingest logs/2026-03-18.ndjson --db audit.db -p policy.yaml',
    ],
    ['with the keys of an issuer, and no policy yet', 'bindcheck ingest logs/ --db audit.db --jwks https://as.example=keys.json'],
  ],
  report: [
    ['judge what was ingested, without reading logs again', 'bindcheck report --db audit.db -p policy.yaml'],
    ['turn a report that was saved with -f json into a page', 'bindcheck report report.json -f html=report.html'],
    ['the last day only, and nothing below high', 'bindcheck report --db audit.db --since 24h --min-severity high'],
  ],
  explain: [
    ['why a finding matters, and how to mend it', 'bindcheck explain replay/proof-reused'],
    ['the same for a script', 'bindcheck explain token/expired -f json'],
  ],
  rules: [
    ['all rules with their severities', 'bindcheck rules'],
    ['everything about them, for a script', 'bindcheck rules -f json'],
  ],
  formats: [
    ['what can be read, and what it can prove at best', 'bindcheck formats'],
    ['what one log can decide, and how to have more logged', 'bindcheck formats envoy-access-log'],
    ['what the records of a file are taken for', 'bindcheck formats --check gateway.log'],
  ],
  frameworks: [
    ['what findings are mapped to', 'bindcheck frameworks'],
    ['every control, for a script', 'bindcheck frameworks -f json'],
  ],
  token: [
    ['look into tokens, one a line', 'bindcheck token tokens.txt --jwks keys.json'],
    ['one from the clipboard, kept out of the history of the shell', 'pbpaste | bindcheck token'],
  ],
  init: [
    ['draft bindcheck.policy.yaml from what a folder holds', 'bindcheck init logs/'],
    [
      'with a key set that tells which tokens are whose',
      'bindcheck init logs/ --jwks https://as.example=keys.json -o policy.yaml',
    ],
  ],
  demo: [
    ['what a report looks like', 'bindcheck demo'],
    ['the same as a page', 'bindcheck demo -f html=demo.html'],
  ],
  baseline: [
    ['take as known what is found now; bindcheck.baseline.json', 'bindcheck baseline create logs/ -p policy.yaml'],
    ['fail on what is new from now on', 'bindcheck audit logs/ -p policy.yaml'],
    ['drop what was mended', 'bindcheck baseline prune logs/ -p policy.yaml'],
  ],
  'baseline create': [
    ['take as known what an audit finds', 'bindcheck baseline create logs/ -p policy.yaml'],
    ['what a report holds that was saved with -f json', 'bindcheck baseline create report.json -o known.json'],
    ['what a database holds', 'bindcheck baseline create --db audit.db'],
  ],
  'baseline update': [['add what is new, keep every entry with its reason', 'bindcheck baseline update logs/ -p policy.yaml']],
  'baseline prune': [['drop what the logs show no more', 'bindcheck baseline prune logs/ -p policy.yaml']],
  'baseline show': [
    ['the one of the working folder', 'bindcheck baseline show'],
    ['another one, for a script', 'bindcheck baseline show known.json -f json'],
  ],
};

const NOTES: Readonly<Record<string, string>> = {
  audit:
    '\n\nExit codes: 0 nothing open at or above --fail-on, 1 findings, 2 usage or policy,\n3 nothing to audit, 4 incomplete, 70 internal error.',
  'baseline create':
    '\n\nFindings of rules that are never baselined (a leaked token was used, a proof was\nused twice, ...) are left out and stay open.',
};

/** Adds examples to the help of a command, which is called so after `bindcheck`; the program itself is called ''. */
export const addExamples = (command: Command, called: string): void => {
  const examples = EXAMPLES[called];
  if (!examples) return;
  const text = examples.map(([why, how]) => `  # ${why}\n  ${how}`).join('\n');
  command.addHelpText('after', `\nExamples:\n${text}${NOTES[called] ?? ''}`);
};

import { shellWord } from '../../lib/shell-word.ts';
import type { Finding, Report } from '../../model/report.ts';
import type { RenderOptions } from '../../model/reporter.ts';
import { listedFindings } from './findings.ts';
import { foldedGaps } from './gaps.ts';
import { lookedAt } from './headline.ts';
import { heading, labelled, type Page } from './page.ts';
import { counted } from './words.ts';

const inputsFirst = ({ diagnostics }: Report): string[] => {
  const error = diagnostics.find(({ level }) => level === 'error');
  if (!error) return [];
  return [`Make the audit whole${error.source === null ? '' : ` (${error.source})`}: ${error.hint ?? error.message}`];
};

const worstFirst = (worst: Finding | undefined): string[] =>
  worst
    ? [
        `Mend ${worst.rule} first: ${worst.remediation}`,
        `Run \`bindcheck explain ${worst.rule}\` for why it matters, when it fails and which controls it bears on.`,
      ]
    : [];

const policyFirst = ({ run }: Report): string[] =>
  run.policy === null
    ? [
        'Draft a policy with `bindcheck init PATH` and confirm what it guessed: the issuers with their key sets, and for each server its resource identifiers, binding and ' +
          'tools. Without one nobody says what these servers expect, and no signature can be verified.',
      ]
    : [];

/** Whoever audits the log of a product does not choose its fields, but may be able to have more of them logged. */
const ofProducts = ({ sources }: Report): string[] => {
  const formats = sources.filter(({ invocations }) => invocations > 0).flatMap(({ format }) => format?.split(', ') ?? []);
  const products = new Set(formats.filter((id) => id !== 'invocation' && !id.startsWith('map:')));
  if (products.size === 0) return [];
  const [first = '', ...others] = [...products].sort();
  const more = others.length === 0 ? '' : ` (likewise ${others.join(', ')})`;
  return [
    `Run \`bindcheck formats ${shellWord(first)}\`${more} for what can be decided from it, and what to configure so that more is logged.`,
  ];
};

/** The policy has a step of its own, so the reason that asks for one would say it twice. */
const evidenceFirst = (report: Report, { rules }: RenderOptions): string[] => {
  const gap = foldedGaps(report, rules).find(({ reason }) => reason !== 'no-policy');
  return gap && report.summary.unproven > 0
    ? [
        `Close the widest gap, ${gap.reason} (${counted(gap.most, 'call')}), as said above, and audit again.`,
        ...ofProducts(report),
      ]
    : [];
};

const furtherReading = (report: Report, { showSuppressed }: RenderOptions): string[] => [
  ...(report.findings.length > 0
    ? ['Add `-f html=report.html`, `-f csv=findings.csv` or `-f json=report.json` for every finding with its evidence.']
    : []),
  ...(!showSuppressed && report.findings.some(({ state }) => state !== 'open')
    ? ['Add `--show-suppressed` to see what is known or suppressed, and why.']
    : []),
];

const emptyFirst = ({ summary }: Report): string[] =>
  lookedAt(summary) === 0 ? ['Hand in logs of calls that ran: `bindcheck formats` lists what is read.'] : [];

/** What to do, in that order. */
export const nextSteps = (report: Report, page: Page, options: RenderOptions): string[] => {
  const worst = listedFindings(report, false)[0];
  const steps = [
    ...inputsFirst(report),
    ...emptyFirst(report),
    ...worstFirst(worst),
    ...policyFirst(report),
    ...evidenceFirst(report, options),
    ...furtherReading(report, options),
  ];
  if (steps.length === 0) return [];
  return [
    ...heading(page, 'What to do next'),
    ...steps.flatMap((step, index) => labelled(page, `${index + 1}.`, step, undefined, 3)),
  ];
};

import { showAllControls } from '../lib/terminal-text.ts';
import type { Report } from '../model/report.ts';
import type { RenderOptions, Reporter } from '../model/reporter.ts';
import { inertJson } from './json-text.ts';
import { invocationOf } from './sarif/invocation.ts';
import { withinLimits } from './sarif/limits.ts';
import { artifactOf } from './sarif/place.ts';
import { resultOf } from './sarif/result.ts';
import { descriptorOf, type KnownRule, rulesOf } from './sarif/rules.ts';
import { frameworksOf, referenceTo, relationshipsOf, taxonomiesOf, toolComponentOf } from './sarif/taxonomies.ts';
import { count } from './table/words.ts';

/** Up to here no limit can be met, as texts in results are bounded. */
const SURELY_WITHIN = 500;

function* results(report: Report, rules: readonly KnownRule[]): Generator<string> {
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  let separator = '\n';
  for (const finding of report.findings) {
    const index = places.get(finding.rule) ?? -1;
    yield separator + inertJson(resultOf(finding, report, rules[index], index));
    separator = ',\n';
  }
}

const leftOut = ({ findings }: Report, taken: number): string[] =>
  taken === findings.length
    ? []
    : [
        `${count(findings.length)} findings, of which SARIF holds the first ${count(taken)}, open and worst first: GitHub takes no more. All are in the other formats, such as -f json.`,
      ];

const driverOf = (report: Report, rules: readonly KnownRule[], frameworks: readonly string[]): object => {
  const taxonomies = taxonomiesOf(
    frameworks,
    rules.map((rule) => rule.class),
  );
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: showAllControls(report.tool.version),
        supportedTaxonomies: taxonomies.map(referenceTo),
        rules: rules.map((rule) => ({
          ...descriptorOf(rule, frameworks),
          relationships: relationshipsOf(rule.class, frameworks, taxonomies),
        })),
      },
    },
    taxonomies: taxonomies.map(toolComponentOf),
  };
};

const artifactsOf = ({ sources }: Report): object[] =>
  sources.map(({ path, bytes, sha256 }) => ({
    location: artifactOf(path),
    length: bytes,
    roles: ['analysisTarget'],
    ...(sha256 === null ? {} : { hashes: { 'sha-256': sha256 } }),
  }));

/** Members of the run besides its results, without the braces around them. */
const members = (value: object): string => inertJson(value).slice(1, -1);

/** SARIF 2.1.0 for GitHub code scanning and others, in pieces; a result a line. */
export default {
  id: 'sarif',
  title: 'SARIF 2.1.0, for code scanning',
  extension: 'sarif',
  *render(report: Report, options: RenderOptions) {
    const rules = rulesOf(report, options.rules);
    yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{\n';
    yield `${members(driverOf(report, rules, frameworksOf(report)))},\n"results":[`;
    const taken = yield* withinLimits(results(report, rules));
    yield `\n],\n${members({
      artifacts: artifactsOf(report),
      invocations: [invocationOf(report, leftOut(report, taken))],
      automationDetails: { id: `${report.tool.name}/` },
      columnKind: 'utf16CodeUnits',
      properties: showAllControls({ run: report.run, summary: report.summary }),
    })}\n}]}\n`;
  },
  notes(report: Report, options: RenderOptions) {
    if (report.findings.length <= SURELY_WITHIN) return [];
    const fitting = withinLimits(results(report, rulesOf(report, options.rules)));
    let step = fitting.next();
    while (!step.done) step = fitting.next();
    return leftOut(report, step.value);
  },
} satisfies Reporter;

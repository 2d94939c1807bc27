import type { Report } from '../model/report.ts';
import type { RenderOptions, Reporter } from '../model/reporter.ts';
import { readAssets } from './html/assets.ts';
import { baseline } from './html/baseline.ts';
import { compliance } from './html/compliance.ts';
import { coverage } from './html/coverage.ts';
import { findings } from './html/findings.ts';
import { headline } from './html/headline.ts';
import { inputs } from './html/inputs.ts';
import { ladder } from './html/ladder.ts';
import { legible } from './html/legible.ts';
import { matrix } from './html/matrix.ts';
import { pack } from './html/pack.ts';
import { beforeData, closing, opening } from './html/page.ts';

/** One file that needs nothing else and opens nothing: for people who want to look, filter and print. */
export default {
  id: 'html',
  title: 'One self-contained page: pictures, findings to filter and open, coverage, compliance',
  extension: 'html',
  *render(given: Report, options: RenderOptions) {
    const report = legible(given);
    const assets = readAssets();
    const packed = pack(report.findings);
    const sections = [
      headline(report),
      ladder(report),
      baseline(report),
      matrix(report),
      findings(report, packed),
      coverage(report, options),
      compliance(report),
      inputs(report),
    ];
    yield opening(report, assets, sections);
    for (const { markup } of sections) yield `${markup}\n`;
    yield beforeData;
    yield* packed.pieces;
    yield closing(assets);
  },
} satisfies Reporter;

import { audit } from '../src/audit.ts';
import type { VerdictLine } from '../src/evaluate/verdict-line.ts';
import { ingest } from '../src/ingest.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Report } from '../src/model/report.ts';
import { findSources } from '../src/readers/find.ts';
import { RULES } from '../src/rules/index.ts';
import { openTemporaryDatabase } from '../src/store/open.ts';
import type { KeyRing } from '../src/tokens/keys.ts';

const SETTINGS = { rules: [], skipRules: [], maxRejected: { records: 0 }, allowUnproven: false, strict: false };

interface Given {
  /** Where the database may lie while it is needed. */
  readonly folder: string;
  readonly logs: readonly string[];
  readonly policy: Policy;
  readonly ring: KeyRing;
  /** The time of the audit, in milliseconds since the epoch. */
  readonly asOf: number;
  onProgress?(done: number, all: number): void;
}

/** What all rules together say of some logs, as `bindcheck audit` would, without a process of its own. */
export const replay = async ({
  folder,
  logs,
  policy,
  ring,
  asOf,
  onProgress,
}: Given): Promise<{ readonly report: Report; readonly lines: readonly VerdictLine[] }> => {
  const database = openTemporaryDatabase(folder);
  try {
    const { sources } = await findSources(logs);
    await ingest(sources, { database, ring });
    const lines: VerdictLine[] = [];
    const onVerdict = (line: VerdictLine): number => lines.push(line);
    const settings = { ...SETTINGS, asOf };
    const given = {
      database,
      policy,
      keys: ring.facts,
      rules: RULES,
      settings,
      version: '0.0.0',
      onVerdict,
      ...(onProgress && { onProgress }),
    };
    return { report: await audit({ ...given, diagnostics: [], missingPaths: [] }), lines };
  } finally {
    database.close();
  }
};

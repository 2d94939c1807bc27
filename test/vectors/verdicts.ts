import { audit } from '../../src/audit.ts';
import { loadConfiguration } from '../../src/cli/configuration.ts';
import type { VerdictLine } from '../../src/evaluate/verdict-line.ts';
import { ingest } from '../../src/ingest.ts';
import { NO_POLICY } from '../../src/model/policy.ts';
import { findSources } from '../../src/readers/find.ts';
import { RULES } from '../../src/rules/index.ts';
import { openTemporaryDatabase } from '../../src/store/open.ts';
import { loadKeyRing } from '../../src/tokens/keys.ts';
import { createSettler } from '../../src/tokens/settle.ts';

const SETTINGS = { asOf: 0, rules: [], skipRules: [], maxRejected: { records: 0 }, allowUnproven: false, strict: false };

const configure = async (policy: string | undefined) =>
  policy === undefined
    ? { policy: NO_POLICY, ring: (await loadKeyRing([])).ring }
    : loadConfiguration({ policy, jwks: [], asOf: SETTINGS.asOf });

/** What the rules say of each invocation of some logs, under a policy or without one; every record must be readable. */
export const verdictsOf = async (
  folder: string,
  logs: readonly string[],
  policyPath?: string,
): Promise<readonly VerdictLine[]> => {
  const { policy, ring } = await configure(policyPath);
  const database = openTemporaryDatabase(folder);
  try {
    const { sources } = await findSources(logs);
    await ingest(sources, { database, keys: ring.facts, settler: createSettler(ring, database.digestKey) });
    const lines: VerdictLine[] = [];
    const report = audit({
      database,
      policy,
      keys: ring.facts,
      rules: RULES,
      settings: SETTINGS,
      version: '0.0.0',
      diagnostics: [],
      missingPaths: [],
      onVerdict: (line) => lines.push(line),
    });
    const unread = report.sources.filter(({ rejected }) => rejected > 0);
    if (unread.length > 0) throw new Error(`rejected: ${JSON.stringify(unread)}`);
    return lines;
  } finally {
    database.close();
  }
};

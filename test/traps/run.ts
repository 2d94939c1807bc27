import { audit } from '../../src/audit.ts';
import { loadConfiguration } from '../../src/cli/configuration.ts';
import type { VerdictLine } from '../../src/evaluate/verdict-line.ts';
import { ingest } from '../../src/ingest.ts';
import type { Report } from '../../src/model/report.ts';
import { findSources } from '../../src/readers/find.ts';
import { RULES } from '../../src/rules/index.ts';
import { openTemporaryDatabase } from '../../src/store/open.ts';
import { createSettler } from '../../src/tokens/settle.ts';
import type { Workspace } from '../workspace.ts';
import { type Trap, writeTrap } from './scenario.ts';

/** After all tokens have expired. */
const AS_OF = Date.UTC(2028, 0, 1);
const SETTINGS = { asOf: AS_OF, rules: [], skipRules: [], maxRejected: { records: 0 }, allowUnproven: false, strict: false };

/** What all rules together say of a scenario, as `bindcheck audit` would. */
export const runTrap = async (
  trap: Trap,
  place: Workspace,
): Promise<{ readonly report: Report; readonly lines: readonly VerdictLine[] }> => {
  const { logs, policy: path } = writeTrap(trap, place);
  const { policy, ring } = await loadConfiguration({ policy: path, jwks: [], asOf: AS_OF });
  const database = openTemporaryDatabase(place.folder);
  try {
    const { sources } = await findSources(logs);
    await ingest(sources, { database, keys: ring.facts, settler: createSettler(ring, database.digestKey) });
    const lines: VerdictLine[] = [];
    const onVerdict = (line: VerdictLine): number => lines.push(line);
    const given = { database, policy, keys: ring.facts, rules: RULES, settings: SETTINGS, version: '0.0.0', onVerdict };
    return { report: audit({ ...given, diagnostics: [], missingPaths: [] }), lines };
  } finally {
    database.close();
  }
};

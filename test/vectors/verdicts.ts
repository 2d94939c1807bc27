import { loadConfiguration } from '../../src/cli/configuration.ts';
import type { VerdictLine } from '../../src/evaluate/verdict-line.ts';
import { NO_POLICY } from '../../src/model/policy.ts';
import { loadKeyRing } from '../../src/tokens/keys.ts';
import { replay } from '../replay.ts';

const AS_OF = 0;

const configure = async (policy: string | undefined) =>
  policy === undefined
    ? { policy: NO_POLICY, ring: (await loadKeyRing([])).ring }
    : loadConfiguration({ policy, jwks: [], asOf: AS_OF });

/** What the rules say of each invocation of some logs, under a policy or without one; every record must be readable. */
export const verdictsOf = async (
  folder: string,
  logs: readonly string[],
  policyPath?: string,
): Promise<readonly VerdictLine[]> => {
  const { policy, ring } = await configure(policyPath);
  const { report, lines } = await replay({ folder, logs, policy, ring, asOf: AS_OF });
  const unread = report.sources.filter(({ rejected }) => rejected > 0);
  if (unread.length > 0) throw new Error(`rejected: ${JSON.stringify(unread)}`);
  return lines;
};

import { loadConfiguration } from '../../src/cli/configuration.ts';
import { replay } from '../replay.ts';
import type { Workspace } from '../workspace.ts';
import { type Trap, writeTrap } from './scenario.ts';

/** After all tokens have expired. */
const AS_OF = Date.UTC(2028, 0, 1);

/** What all rules together say of a scenario. */
export const runTrap = async (trap: Trap, place: Workspace): ReturnType<typeof replay> => {
  const { logs, policy: path } = writeTrap(trap, place);
  const { policy, ring } = await loadConfiguration({ policy: path, jwks: [], asOf: AS_OF });
  return replay({ folder: place.folder, logs, policy, ring, asOf: AS_OF });
};

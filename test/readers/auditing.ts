import { loadConfiguration } from '../../src/cli/configuration.ts';
import { replay } from '../replay.ts';
import { createWorkspace } from '../workspace.ts';

/** After all that the tests make up. */
const AS_OF = Date.UTC(2028, 0, 1);

/** What all rules together say of files of any format, by name, under a policy in YAML. */
export const auditFiles = async (files: Readonly<Record<string, string>>, policy = ''): ReturnType<typeof replay> => {
  const place = createWorkspace();
  try {
    const logs = Object.entries(files).map(([name, content]) => place.write(`logs/${name}`, content));
    const path = place.write('bindcheck.policy.yaml', `schema: bindcheck.policy/1\n${policy}`);
    const { policy: loaded, ring } = await loadConfiguration({ policy: path, jwks: [], asOf: AS_OF });
    return await replay({ folder: place.folder, logs, policy: loaded, ring, asOf: AS_OF });
  } finally {
    place.remove();
  }
};

const SHOWN = 12;

/** Names a session within a sentence by the beginning of its digest: the id itself is a credential to many servers. */
export const describeSession = (digest: string): string => `session ${digest.slice(0, SHOWN)}…`;

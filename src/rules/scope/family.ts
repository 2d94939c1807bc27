/** The scopes given and all that they imply by the policy, directly or through others; circles of implications end. */
export const closureOf = (
  scopes: readonly string[],
  implications: Readonly<Record<string, readonly string[]>>,
): ReadonlySet<string> => {
  const reached = new Set(scopes);
  for (const scope of reached) {
    if (!Object.hasOwn(implications, scope)) continue;
    for (const implied of implications[scope] ?? []) reached.add(implied);
  }
  return reached;
};

/** Names under which a policy is looked for in the working folder, in this order (contract §2). */
export const DEFAULT_POLICY_NAMES = ['bindcheck.policy.yaml', 'bindcheck.policy.yml', 'bindcheck.policy.json'] as const;

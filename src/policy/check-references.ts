import { isGlob, matchesGlob } from '../lib/glob-pattern.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { type Path, type Problem, quoted, suggestion } from './problem.ts';
import type { RawException, RawPolicy } from './raw.ts';

/** What of a rule an exception depends on. */
interface KnownRule {
  readonly id: string;
  readonly baselineable: boolean;
}

/** What a policy may name and does not define. What is absent is not checked. */
export interface KnownNames {
  readonly rules?: readonly KnownRule[];
  /** Ids of frameworks. */
  readonly frameworks?: readonly string[];
}

interface Name {
  readonly name: string;
  readonly path: Path;
}

const repeated = (names: readonly Name[], what: string): readonly Problem[] => {
  const seen = new Set<string>();
  return names.flatMap(({ name, path }) => {
    if (seen.has(name)) return [{ path, message: `${what} ${quoted(name)} is there twice, expected each once` }];
    seen.add(name);
    return [];
  });
};

/** Problem of a name that is none of those known; empty for one that is. */
const unknown = ({ name, path }: Name, known: readonly string[], what: string, where: string): readonly Problem[] => {
  if (known.includes(name)) return [];
  return [{ path, message: `${what} ${quoted(name)} ${where}${suggestion(nearestName(name, known), expected(known))}` }];
};

const expected = (known: readonly string[]): string => {
  if (known.length === 0) return 'one that is';
  return known.length > 12 ? 'one of those that are' : `one of ${known.map(quoted).join(', ')}`;
};

const issuerProblems = ({ issuers = [], servers = [] }: RawPolicy): readonly Problem[] => {
  const configured = issuers.map(({ issuer }) => issuer);
  const accepted = servers.flatMap((server, at) =>
    (server.issuers ?? []).map((name, index) => ({ name, path: ['servers', at, 'issuers', index] })),
  );
  return [
    ...repeated(
      configured.map((name, index) => ({ name, path: ['issuers', index, 'issuer'] })),
      'issuer',
    ),
    ...accepted.flatMap((name) => unknown(name, configured, 'issuer', 'is not configured under `issuers`')),
  ];
};

const serverProblems = ({ servers = [] }: RawPolicy): readonly Problem[] =>
  repeated(
    servers.map(({ id }, index) => ({ name: id, path: ['servers', index, 'id'] })),
    'server',
  );

/** A name that stood for two parties would make them one. */
const identityProblems = ({ identities = [] }: RawPolicy): readonly Problem[] => {
  const names = identities.flatMap(({ id, also }, at) => [
    { name: id, path: ['identities', at, 'id'] },
    ...also.flatMap((name, index) =>
      name === id || also.indexOf(name) !== index ? [] : [{ name, path: ['identities', at, 'also', index] }],
    ),
  ]);
  return repeated(names, 'the name');
};

const ruleProblems = ({ rule, accept_risk }: RawException, index: number, rules: readonly KnownRule[]): readonly Problem[] => {
  const path = ['exceptions', index, 'rule'];
  const covered = rules.filter(({ id }) => matchesGlob(rule, id));
  if (covered.length === 0) {
    const ids = rules.map(({ id }) => id);
    const nearest = isGlob(rule) ? undefined : nearestName(rule, ids);
    return [
      { path, message: `${quoted(rule)} matches no rule${suggestion(nearest, 'an id that `bindcheck rules` lists, or a glob')}` },
    ];
  }
  const risky = covered.find(({ baselineable }) => !baselineable);
  if (!risky || accept_risk) return [];
  const message = `${quoted(rule)} covers ${quoted(risky.id)}, whose findings show abuse, expected \`accept_risk: true\` beside it`;
  return [{ path, message }];
};

/** Names that are there twice, or that name nothing (contract §3.3). */
export const referenceProblems = (policy: RawPolicy, known: KnownNames): readonly Problem[] => [
  ...issuerProblems(policy),
  ...serverProblems(policy),
  ...identityProblems(policy),
  ...(policy.frameworks ?? []).flatMap((name, index) =>
    known.frameworks ? unknown({ name, path: ['frameworks', index] }, known.frameworks, 'framework', 'is not known') : [],
  ),
  ...(policy.exceptions ?? []).flatMap((exception, index) => (known.rules ? ruleProblems(exception, index, known.rules) : [])),
];

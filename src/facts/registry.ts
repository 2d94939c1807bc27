import type { StoredRecord } from '../model/stored.ts';
import { CLAIM_FACTS } from './claims.ts';
import { EVIDENCE_FACTS } from './evidence-facts.ts';
import type { Fact } from './fact.ts';
import { PARTY_FACTS } from './party-facts.ts';
import { POLICY_FACTS } from './policy-facts.ts';
import { REQUEST_FACTS } from './request-facts.ts';
import { SOURCE_FACTS } from './source-facts.ts';
import { type ClassSubject, createSubjects, type Subject, type SubjectSource } from './subject.ts';
import { TOKEN_FACTS } from './token-facts.ts';
import type { FactName, FactValues } from './values.ts';

type FactReaders = { readonly [N in FactName]: (subject: Subject) => Fact<FactValues[N]> };

/** How each fact is found. To add one: its type in `values.ts`, its reader in the file of its kind. */
const FACTS: FactReaders = {
  ...TOKEN_FACTS,
  ...REQUEST_FACTS,
  ...POLICY_FACTS,
  ...PARTY_FACTS,
  ...EVIDENCE_FACTS,
  ...SOURCE_FACTS,
};

/** Facts that are worth only what vouches for them: a pass that looked at one needs it verified. */
export const CLAIM_FACT_NAMES: ReadonlySet<FactName> = new Set<FactName>([
  ...(Object.keys(CLAIM_FACTS) as FactName[]),
  'claimNames',
  'introspectedActive',
  'sampledClaims',
]);

/** Makes of records what can be asked for facts. */
export const subjectsFrom = (source: SubjectSource): ((record: StoredRecord) => ClassSubject) =>
  createSubjects(source, (name, subject) => FACTS[name](subject));

import type { InvocationFields } from '../model/invocation.ts';
import { OWN_FIELDS } from '../model/record-fields.ts';
import type { StoredRecord } from '../model/stored.ts';
import type { ProofFacts } from '../model/token.ts';

const STATES_OUTCOME = 1 << OWN_FIELDS.indexOf('outcome');

/** All fields of a record as it was logged, put together from where they are kept. */
export const fieldsOf = ({ recordClass, own, time, outcome }: StoredRecord): InvocationFields => {
  const { has, ...call } = recordClass.call;
  return {
    ...call,
    ...recordClass.sender,
    ...recordClass.presented,
    ...own.fields,
    ...(time !== undefined && { eventTime: time }),
    ...((has & STATES_OUTCOME) !== 0 && { outcome }),
  };
};

/** The proof that came with a record. */
export const proofOf = ({ recordClass: { proofShape }, own: { proof } }: StoredRecord): ProofFacts | undefined =>
  proofShape && proof ? { ...proofShape, ...proof } : undefined;

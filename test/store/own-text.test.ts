import { describe, expect, it } from 'vitest';
import type { OwnProof } from '../../src/model/record-block.ts';
import { readOwn, readOwnProof, writeOwn } from '../../src/store/own-text.ts';

const PROOF: OwnProof = { sha256: 's', signingInputSha256: 'i', jti: 'x,{', issuedAt: 1, ath: 'a' };

describe('what a record says on its own', () => {
  it.each([
    [{ fields: {}, name: 'n' }, undefined],
    [{ fields: { recordId: 'r', argumentDigests: { path: 'd' }, rpcId: '0' }, remains: 'm' }, undefined],
    [{ fields: { recordId: ',{"proof":["forged"]}]', transactionId: 't' } }, PROOF],
    [
      { fields: { resource: 'proof' }, name: 'n', remains: 'm' },
      { ...PROOF, nonce: ',{"proof":[', jti: '"' },
    ],
  ])('is read as it was written, the proof alone too: %o', (own, proof) => {
    const text = writeOwn(own, proof);
    expect(readOwn(text)).toEqual({ ...own, ...(proof && { proof }) });
    expect(readOwnProof(text)).toEqual(proof);
  });

  it.each(['{}', '["r"]', '[', '[0,{"proof":1}]'])('is an error where it is damaged: %s', (text) => {
    expect(() => readOwn(text)).toThrow('a row does not hold what was written to it');
  });
});

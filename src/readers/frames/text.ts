import { RECORD_BYTES } from '../limits.ts';
import type { Frame } from './framed.ts';

/** A document that is one text, as a policy in YAML. */
export const textFrame: Frame = async function* (chunks) {
  const parts: Buffer[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    held += chunk.length;
    if (held > RECORD_BYTES) parts.length = 0;
    else parts.push(chunk);
  }
  const text = Buffer.concat(parts).toString('utf8');
  if (held > RECORD_BYTES) yield [{ is: 'oversize', line: 1 }];
  else yield [{ is: 'item', item: { kind: 'text', value: text, text, line: 1 } }];
};

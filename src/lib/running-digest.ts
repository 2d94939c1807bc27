import { createHash } from 'node:crypto';

/** A SHA-256 over bytes as they pass, with their number. */
export interface RunningDigest {
  update(chunk: Uint8Array): void;
  /** Of what has passed so far, lower-case hex. */
  hex(): string;
  bytes(): number;
}

/** Starts a SHA-256 over a stream of bytes. */
export const runningSha256 = (): RunningDigest => {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    update: (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    },
    hex: () => hash.copy().digest('hex'),
    bytes: () => bytes,
  };
};

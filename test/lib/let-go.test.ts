import { describe, expect, it } from 'vitest';
import { letGo } from '../../src/lib/let-go.ts';

describe('memory that is let go', () => {
  it('is gone at once', () => {
    const [bytes, times] = [new Uint8Array(1_000_000), new Float64Array(1_000)];
    letGo(bytes, times, bytes);
    expect([bytes.byteLength, times.byteLength]).toEqual([0, 0]);
  });

  it('stays where it is more than what was looked at', () => {
    const whole = new Uint8Array(100).fill(7);
    letGo(whole.subarray(0, 50), Buffer.from('a text in the memory of many'));
    expect(whole[99]).toBe(7);
    expect(Buffer.from('another text').toString()).toBe('another text');
  });

  it('stays where threads share it', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(100)).fill(7);
    letGo(shared);
    expect(shared[99]).toBe(7);
  });
});

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/readers/index.ts';
import { record } from '../readers/reading.ts';
import { accountOf, expectLines } from './account.ts';
import { hostileRecord } from './hostile-values.ts';
import { mutateBytes, mutatedLine } from './mutation.ts';
import { createRandom, type Random } from './random.ts';
import { SAMPLES } from './samples.ts';
import { PATIENCE, RECORDS, SEED, tell } from './settings.ts';

const BATCH = 100;
/** A sound record after so many hostile ones. */
const SOUND_EVERY = 10;
const sound = (index: number): string => record({ record_id: `sound-${index}` });

/** Hostile lines with sound ones between them; the first two are sound, so that the source is one of lines. */
const interleave = (hostile: readonly string[]): string[] => [
  sound(-2),
  sound(-1),
  ...hostile.flatMap((line, index) => (index % SOUND_EVERY === 0 ? [line, sound(index)] : [line])),
];

/** Reads lines twice, and expects the same of both: no throw, an account that adds up, every sound record found. */
const expectHolds = async (lines: readonly string[], inputFormat?: string): Promise<void> => {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const { read, text } = await accountOf(bytes, inputFormat);
  expect((await accountOf(bytes, inputFormat)).text).toBe(text);
  if (inputFormat !== undefined && inputFormat !== 'invocation') return;
  const ids = new Set(read.drafts.map((draft) => (draft.kind === 'invocation' ? draft.fields.recordId : undefined)));
  for (const line of lines) {
    const id = /"record_id":"(sound--?\d+)"/.exec(line)?.[1];
    if (id !== undefined && line === sound(Number(id.slice(6)))) expect(ids.has(id), id).toBe(true);
  }
  if (inputFormat === undefined) expectLines(read, lines);
};

describe('hostile records', () => {
  it(
    'made by fast-check are each read or told with a reason, and the sound ones between them are found',
    async () => {
      let made = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(hostileRecord, { minLength: BATCH, maxLength: BATCH }), async (hostile) => {
          made += hostile.length;
          await expectHolds(interleave(hostile));
        }),
        { seed: SEED, numRuns: Math.ceil((RECORDS * 0.25) / BATCH), endOnFailure: true },
      );
      tell('made records', { records: made });
    },
    PATIENCE,
  );

  it(
    'made of real ones are each read or told with a reason, and the sound ones between them are found',
    async () => {
      const random = createRandom(SEED);
      const most = Math.ceil(RECORDS * 0.4);
      for (let made = 0; made < most; made += BATCH)
        await expectHolds(interleave(Array.from({ length: BATCH }, () => mutatedLine(random))));
      tell('mutated records', { records: most });
    },
    PATIENCE,
  );

  it(
    'taken for any format by force never break its mapper',
    async () => {
      const random = createRandom(SEED + 1);
      const most = Math.ceil((RECORDS * 0.15) / FORMATS.length / 20);
      for (const { id } of FORMATS)
        for (let turn = 0; turn < most; turn++)
          await expectHolds(
            Array.from({ length: 20 }, () => mutatedLine(random)),
            id,
          );
      tell('forced records', { records: most * 20 * FORMATS.length, formats: FORMATS.length });
    },
    PATIENCE,
  );
});

const utf16 = (bytes: Buffer, little: boolean): Buffer => {
  const text = Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le');
  return little ? text : Buffer.from(text).swap16();
};

/** Whole files with faults, as they lie and as systems hand them on. */
const mutatedFile = (random: Random): Buffer => {
  const { bytes } = random.of(SAMPLES);
  const mutated = random.once(5) ? bytes : mutateBytes(bytes, random);
  switch (random.below(6)) {
    case 0:
      return mutateBytes(gzipSync(mutated), random);
    case 1:
      return gzipSync(gzipSync(mutated));
    case 2:
      return utf16(mutated, random.once(2));
    case 3:
      return mutateBytes(utf16(mutated, random.once(2)), random);
    case 4:
      return Buffer.concat([mutated, random.of(SAMPLES).bytes]);
    default:
      return mutated;
  }
};

describe('hostile files', () => {
  it(
    'of every format, compressed, in other encodings and put together, are read to their end',
    async () => {
      const random = createRandom(SEED + 2);
      const most = Math.ceil(RECORDS * 0.03);
      let records = 0;
      for (let made = 0; made < most; made++) {
        const bytes = mutatedFile(random);
        const { read, text } = await accountOf(bytes);
        expect((await accountOf(bytes)).text).toBe(text);
        records += read.outcome.records + read.outcome.ignored;
      }
      tell('mutated files', { files: most, records });
    },
    PATIENCE,
  );
});

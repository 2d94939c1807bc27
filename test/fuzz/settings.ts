/**
 * How much is made and from which seed: `BINDCHECK_FUZZ=1000000` asks for so many hostile records and tokens, `BINDCHECK_FUZZ_SEED` for
 * those of another run. `npm run fuzz` sets both.
 */
export const RECORDS = Number(process.env['BINDCHECK_FUZZ'] ?? 12_000);
export const SEED = Number(process.env['BINDCHECK_FUZZ_SEED'] ?? 20_261_128);

/** Milliseconds that a test over so many records may take, on a busy machine. */
export const PATIENCE = 60_000 + RECORDS * 20;

/** Tells what a test made, and from which seed, so that it can be made again. */
export const tell = (what: string, counts: Readonly<Record<string, number>>): void => {
  const text = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  process.stdout.write(`fuzz: ${what}: ${text.join(', ')} (seed ${SEED})\n`);
};

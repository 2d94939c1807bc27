// `npm run bench -- [--kind bearer|dpop|mixed] [--records N] [--tokens N] [--runs N]`: how near an audit comes to what this very
// machine can do, measured in the same run. Shares, not bare seconds; a wrong answer ends it with 1.
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { makeLog } from './bench-log.mjs';

const MEASURED = 1_500;
const CORES = availableParallelism();

/** How often something can be done in a second. */
const rateOf = (work) => {
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < MEASURED) for (let turn = 0; turn < 64; turn++, done++) work(done);
  return (done * 1000) / (performance.now() - began);
};

const verifying = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const data = Buffer.from('x'.repeat(400));
  const signature = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return () => verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
};

const parsing = (lines) => (turn) => JSON.parse(lines[turn % lines.length]);
const hashing = (lines) => (turn) =>
  createHash('sha256')
    .update(lines[turn % lines.length])
    .digest();

const inserting = () => {
  const database = new Database(':memory:');
  const columns = Array.from({ length: 24 }, (_, index) => `c${index}`);
  database.exec(`CREATE TABLE t (${columns.join(', ')})`);
  const insert = database.prepare(`INSERT INTO t VALUES (${columns.map(() => '?').join(', ')})`);
  database.exec('BEGIN');
  return (turn) => insert.run(...columns.map((_, index) => (index % 2 ? `value-${turn}` : turn)));
};

const WORK = { verify: verifying, parse: parsing, hash: hashing, insert: inserting };

if (!isMainThread) {
  const { what, lines } = workerData;
  parentPort.postMessage(rateOf(WORK[what](lines)));
}

/** The rate of all cores together. */
const onAllCores = async (what, lines) => {
  const rates = await Promise.all(
    Array.from(
      { length: CORES },
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { what, lines } });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  return rates.reduce((sum, rate) => sum + rate, 0);
};

const opensslRate = () => {
  const { stdout } = spawnSync('openssl', ['speed', '-seconds', '2', '-multi', String(CORES), 'ecdsap256'], { encoding: 'utf8' });
  const rate = Number(/ecdsa \(nistp256\).*?([\d.]+)\s*$/m.exec(stdout ?? '')?.[1]);
  return Number.isFinite(rate) ? rate : undefined;
};

const headOf = (path) => {
  const bytes = Buffer.alloc(Math.min(statSync(path).size, 1 << 20));
  readSync(openSync(path, 'r'), bytes, 0, bytes.length, 0);
  return bytes.toString('utf8').split('\n').slice(0, 200).slice(0, -1);
};

const auditOnce = (folder) => {
  const output = join(folder, '..', 'report.json');
  const program = new URL('../../bin/bindcheck.js', import.meta.url).pathname;
  const args = [
    program,
    'audit',
    folder,
    '-p',
    join(folder, 'bindcheck.policy.yaml'),
    '-f',
    `json=${output}`,
    '--exit-zero',
    '-q',
  ];
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...args, '--as-of', '2026-04-01T00:00:00Z'], { encoding: 'utf8' });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`the audit ended with ${status}: ${stderr}`);
  return { seconds, report: JSON.parse(readFileSync(output, 'utf8')) };
};

/** Rules that hold of any log with tokens in it, or that nothing here decides. */
const IGNORED = new Set(['exposure/token-in-log']);

const wrongIn = ({ rules, summary }, { fails }, records) => {
  const found = rules.filter(({ counts, id }) => counts.fail > 0 && !IGNORED.has(id)).map(({ id, counts }) => [id, counts.fail]);
  const differing = [...new Set([...Object.keys(fails), ...found.map(([id]) => id)])].filter(
    (id) => fails[id] !== Object.fromEntries(found)[id],
  );
  return summary.invocations === records ? differing : [...differing, 'invocations'];
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const whole = (number) => Math.round(number).toLocaleString('en');

const bench = async (kind, { records, tokens, runs }, place) => {
  const folder = join(place, kind);
  const made = await makeLog(folder, { kind, records, tokens });
  const lines = headOf(join(folder, 'calls.ndjson'));
  const seconds = [];
  const floors = [];
  const verifyRates = [];
  for (let run = 0; run < runs; run++) {
    const [parse, hash, insert] = [await onAllCores('parse', lines), await onAllCores('hash', lines), await onAllCores('insert')];
    floors.push(1 / (1 / parse + 1 / hash + 1 / insert));
    verifyRates.push(opensslRate() ?? (await onAllCores('verify')));
    const { seconds: took, report } = auditOnce(folder);
    const wrong = wrongIn(report, made, records);
    if (wrong.length > 0) throw new Error(`${kind}: WRONG ANSWER about ${wrong.join(', ')}`);
    seconds.push(took);
  }
  const rate = records / median(seconds);
  const verified = (made.proofs + made.tokens) / median(seconds);
  process.stdout.write(
    `${kind.padEnd(7)} ${whole(rate).padStart(9)} records/s   ${((100 * rate) / median(floors)).toFixed(0).padStart(3)} % of parse, hash and insert on all cores   ` +
      `${((100 * verified) / median(verifyRates)).toFixed(0).padStart(3)} % of ES256 verification on all cores   answers right in ${runs} of ${runs} runs\n`,
  );
};

const main = async () => {
  const { values } = parseArgs({
    options: {
      kind: { type: 'string', multiple: true, default: ['bearer', 'dpop', 'mixed'] },
      records: { type: 'string', default: '60000' },
      tokens: { type: 'string', default: '1200' },
      runs: { type: 'string', default: '3' },
    },
  });
  const size = { records: Number(values.records), tokens: Number(values.tokens), runs: Number(values.runs) };
  const place = mkdtempSync(join(tmpdir(), 'bindcheck-bench-'));
  try {
    for (const kind of values.kind) await bench(kind, size, place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
};

if (isMainThread)
  await main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });

// Builds dist from src: compiles, and copies what is read at run time: the JSON Schemas, the style and script of the HTML report.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const inRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(inRoot('dist'), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, '-p', inRoot('src')], { stdio: 'inherit' });
const isReadAtRunTime = (path) => ['', '.css', '.js'].includes(extname(path)) || path.endsWith('.schema.json');
cpSync(inRoot('src'), inRoot('dist'), { recursive: true, filter: isReadAtRunTime });
process.exitCode = status ?? 1;

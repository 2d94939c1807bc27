// Loaded with --import before the program, on each of its threads: whatever would reach for a network is noted and refused.
import { appendFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { threadId } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const notes = process.env.BINDCHECK_TRAP;

const note = (what) => appendFileSync(notes, `${what}\n`);

const trap = (owner, name, label) => {
  if (typeof owner?.[name] !== 'function') return;
  owner[name] = () => {
    note(`reached for ${label}.${name}`);
    throw new Error(`${label}.${name} is trapped`);
  };
};

const MODULES = {
  net: ['connect', 'createConnection', 'createServer'],
  tls: ['connect', 'createServer'],
  http: ['request', 'get', 'createServer'],
  https: ['request', 'get', 'createServer'],
  http2: ['connect', 'createServer', 'createSecureServer'],
  dgram: ['createSocket'],
};

for (const [name, functions] of Object.entries(MODULES)) {
  const owner = require(`node:${name}`);
  for (const each of functions) trap(owner, each, name);
}

const { Socket, Server } = require('node:net');
trap(Socket.prototype, 'connect', 'net.Socket');
trap(Server.prototype, 'listen', 'net.Server');

const dns = require('node:dns');
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of [...Object.keys(owner), ...Object.getOwnPropertyNames(owner)])
    if (/^(?:lookup|resolve|reverse)/.test(name)) trap(owner, name, 'dns');

for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) trap(globalThis, name, 'globalThis');

syncBuiltinESMExports();
note(`ready on thread ${threadId}`);

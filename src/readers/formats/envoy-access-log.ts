import type { Format } from '../../model/format.ts';
import { accessInvocations } from '../envoy/invocation.ts';
import { readAccessLine } from '../envoy/names.ts';
import coverage from '../evidence/envoy-access-log.ts';
import { isRecord } from '../native/read-fields.ts';

/** A response code as Envoy calls it, with what only Envoy logs, or what its MCP filters add. */
const CODE = /^response[-_.]?code$/i;
const OF_ENVOY = /^(?:response[-_.]?flags|response[-_.]?code[-_.]?details|mcp[-_.].+|jsonrpc\.request\.id)$/i;

const isLine = (value: unknown): value is Readonly<Record<string, unknown>> => {
  if (!isRecord(value)) return false;
  const names = Object.keys(value);
  return names.some((name) => CODE.test(name)) && names.some((name) => OF_ENVOY.test(name));
};

const format: Format = {
  id: 'envoy-access-log',
  title: 'JSON access logs of Envoy and what is built on it (Envoy AI Gateway, Istio, Kuadrant)',
  frames: ['json'],
  yields: ['invocation'],
  evidence: 'by default which tool was called and when; claims, proof and certificate where the format of the log asks for them',
  coverage,
  detect: isLine,
  mapper: () => (value) => {
    const record = value as Readonly<Record<string, unknown>>;
    return accessInvocations(readAccessLine(record), record);
  },
};

export default format;

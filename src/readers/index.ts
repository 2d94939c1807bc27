import type { Format } from '../model/format.ts';
import agentgateway from './formats/agentgateway.ts';
import approval from './formats/approval.ts';
import authorizationServerMetadata from './formats/authorization-server-metadata.ts';
import cloudtrail from './formats/cloudtrail.ts';
import contextForge from './formats/context-forge.ts';
import githubAudit from './formats/github-audit.ts';
import har from './formats/har.ts';
import introspection from './formats/introspection.ts';
import invocation from './formats/invocation.ts';
import jsonRpc from './formats/json-rpc.ts';
import jwks from './formats/jwks.ts';
import jwtLine from './formats/jwt-line.ts';
import kubernetesAudit from './formats/kubernetes-audit.ts';
import leak from './formats/leak.ts';
import mcpDesktopLog from './formats/mcp-desktop-log.ts';
import mcpGatewayRpc from './formats/mcp-gateway-rpc.ts';
import openidConfiguration from './formats/openid-configuration.ts';
import otlpLogs from './formats/otlp-logs.ts';
import otlpTraces from './formats/otlp-traces.ts';
import policy from './formats/policy.ts';
import protectedResourceMetadata from './formats/protected-resource-metadata.ts';
import revocation from './formats/revocation.ts';
import securityEventToken from './formats/security-event-token.ts';
import token from './formats/token.ts';
import toolhiveAudit from './formats/toolhive-audit.ts';

/** The formats in the order in which they are tried, most specific first. */
export const FORMATS: readonly Format[] = [
  invocation,
  token,
  introspection,
  approval,
  revocation,
  leak,
  policy,
  har,
  jwks,
  openidConfiguration,
  authorizationServerMetadata,
  protectedResourceMetadata,
  securityEventToken,
  agentgateway,
  cloudtrail,
  kubernetesAudit,
  contextForge,
  githubAudit,
  toolhiveAudit,
  otlpTraces,
  otlpLogs,
  mcpGatewayRpc,
  mcpDesktopLog,
  jsonRpc,
  jwtLine,
];

/** The format of that id, as `--input-format` names it. */
export const formatById = (id: string): Format | undefined => FORMATS.find((format) => format.id === id);

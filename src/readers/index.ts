import type { Format } from '../model/format.ts';
import agentgateway from './formats/agentgateway.ts';
import anthropicActivity from './formats/anthropic-activity.ts';
import approval from './formats/approval.ts';
import auth0Log from './formats/auth0-log.ts';
import authorizationServerMetadata from './formats/authorization-server-metadata.ts';
import bareIntrospection from './formats/bare-introspection.ts';
import claudeCodeEvent from './formats/claude-code-event.ts';
import cloudtrail from './formats/cloudtrail.ts';
import contextForge from './formats/context-forge.ts';
import entraGraphActivity from './formats/entra-graph-activity.ts';
import entraSignIn from './formats/entra-sign-in.ts';
import envoyAccessLog from './formats/envoy-access-log.ts';
import githubAudit from './formats/github-audit.ts';
import githubSecretAlert from './formats/github-secret-alert.ts';
import gitleaks from './formats/gitleaks.ts';
import googleWorkspaceToken from './formats/google-workspace-token.ts';
import har from './formats/har.ts';
import introspection from './formats/introspection.ts';
import invocation from './formats/invocation.ts';
import jsonRpc from './formats/json-rpc.ts';
import jwks from './formats/jwks.ts';
import jwtLine from './formats/jwt-line.ts';
import keycloakEvent from './formats/keycloak-event.ts';
import kongAiMcp from './formats/kong-ai-mcp.ts';
import kubernetesAudit from './formats/kubernetes-audit.ts';
import leak from './formats/leak.ts';
import litellmSpend from './formats/litellm-spend.ts';
import mcpDesktopLog from './formats/mcp-desktop-log.ts';
import mcpGatewayRpc from './formats/mcp-gateway-rpc.ts';
import ocsf from './formats/ocsf.ts';
import oktaSystemLog from './formats/okta-system-log.ts';
import openidConfiguration from './formats/openid-configuration.ts';
import otlpLogs from './formats/otlp-logs.ts';
import otlpTraces from './formats/otlp-traces.ts';
import policy from './formats/policy.ts';
import protectedResourceMetadata from './formats/protected-resource-metadata.ts';
import revocation from './formats/revocation.ts';
import salesforceEventLog from './formats/salesforce-event-log.ts';
import securityEventToken from './formats/security-event-token.ts';
import token from './formats/token.ts';
import toolhiveAudit from './formats/toolhive-audit.ts';
import trufflehog from './formats/trufflehog.ts';

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
  bareIntrospection,
  gitleaks,
  trufflehog,
  githubSecretAlert,
  auth0Log,
  entraSignIn,
  keycloakEvent,
  oktaSystemLog,
  claudeCodeEvent,
  entraGraphActivity,
  envoyAccessLog,
  kongAiMcp,
  litellmSpend,
  googleWorkspaceToken,
  salesforceEventLog,
  ocsf,
  anthropicActivity,
  jwtLine,
];

/** The format of that id, as `--input-format` names it. */
export const formatById = (id: string): Format | undefined => FORMATS.find((format) => format.id === id);

import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'principal',
  alone: ['logging'],
  withEvidence: [],
  toDecideMore: {
    families: [
      'token',
      'signature',
      'issuer',
      'audience',
      'scope',
      'binding',
      'replay',
      'delegation',
      'identity',
      'session',
      'revocation',
      'exposure',
      'hygiene',
    ],
    where:
      'give the provider of the JWT filter `payload_in_metadata: payload`, and the access log this format; Istio takes the same members in meshConfig.accessLogFormat (accessLogEncoding: JSON), Envoy Gateway in EnvoyProxy spec.telemetry.accessLog',
    configuration: `json_format:
  start_time: "%START_TIME%"
  method: "%REQ(:METHOD)%"
  scheme: "%REQ(X-FORWARDED-PROTO?:SCHEME)%"
  authority: "%REQ(:AUTHORITY)%"
  path: "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%"
  response_code: "%RESPONSE_CODE%"
  response_flags: "%RESPONSE_FLAGS%"
  response_code_details: "%RESPONSE_CODE_DETAILS%"
  request_id: "%REQ(X-REQUEST-ID)%"
  traceparent: "%REQ(TRACEPARENT)%"
  mcp.method.name: "%REQ(MCP-METHOD)%"
  mcp.tool.name: "%REQ(MCP-NAME)%"
  mcp.session.id: "%REQ(MCP-SESSION-ID)%"
  jwt_payload: "%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:payload)%"
  dpop: "%REQ(DPOP)%"
  downstream_peer_fingerprint_256: "%DOWNSTREAM_PEER_FINGERPRINT_256%"
  downstream_peer_uri_san: "%DOWNSTREAM_PEER_URI_SAN%"
  downstream_remote_address: "%DOWNSTREAM_REMOTE_ADDRESS%"`,
  },
};

export default coverage;

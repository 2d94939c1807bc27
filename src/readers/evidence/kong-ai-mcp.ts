import type { Coverage } from '../../model/coverage.ts';

const coverage: Coverage = {
  level: 'principal',
  alone: ['exposure', 'logging'],
  withEvidence: ['approval'],
  toDecideMore: {
    families: [
      'token',
      'signature',
      'issuer',
      'audience',
      'scope',
      'replay',
      'delegation',
      'session',
      'purpose',
      'revocation',
      'hygiene',
    ],
    where:
      'Kong masks every token; let the log plugin (file-log, http-log, tcp-log) write its SHA-256, with `untrusted_lua = sandbox` and `untrusted_lua_sandbox_requires = resty.sha256, resty.string` in kong.conf, and hand in samples of the tokens',
    configuration: `config:
  custom_fields_by_lua:
    token_sha256: |
      local header = kong.request.get_header("authorization") or ""
      local token = header:match("^%S+%s+(%S+)$")
      if not token then return nil end
      local digest = require("resty.sha256"):new()
      digest:update(token)
      return require("resty.string").to_hex(digest:final())`,
  },
};

export default coverage;

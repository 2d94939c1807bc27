import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'owasp-asvs-5.0.0',
  name: 'OWASP Application Security Verification Standard (selected requirements)',
  version: '5.0.0',
  published: '2025-05/06',
  source: 'github:intuitem/ciso-assistant-community : backend/library/libraries/owasp-asvs-5.0.0.yaml @f990d7b1b9a9',
  licence: 'CC BY-SA (copy says 3.0; check)',
  verification: 'verified (third-party copy or transcription)',
  titleKind: 'our label',
  note: 'Ids verified; ASVS requirements have no titles, so "title" is OUR short label. Chapter titles: V7 Session Management, V8 Authorization, V9 Self-contained Tokens, V10 OAuth and OIDC, V11 Cryptography, V16 Security Logging and Error Handling. ASVS asks citations to be written v<version>-<id> (from memory).',
  controls: [
    {
      id: 'v5.0.0-7.2.2',
      title: 'session tokens dynamically generated, not static API secrets',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    { id: 'v5.0.0-7.3.1', title: 'inactivity timeout', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
    { id: 'v5.0.0-7.3.2', title: 'absolute maximum session lifetime', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
    {
      id: 'v5.0.0-7.4.1',
      title: 'no use of a session after termination',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-7.5.3',
      title: 'further verification before highly sensitive operations',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-8.2.1',
      title: 'function-level access only with explicit permission',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-8.3.2',
      title: 'authorization changes apply immediately or are mitigated',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-8.3.3',
      title: 'access based on the originating subject, not the intermediary',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-9.1.1',
      title: 'signature or MAC validated before contents are used',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    { id: 'v5.0.0-9.1.2', title: 'algorithm allowlist', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
    {
      id: 'v5.0.0-9.1.3',
      title: 'verification keys only from trusted pre-configured issuer sources',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-9.2.1',
      title: 'validity time span enforced (nbf/exp)',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-9.2.2',
      title: 'token type and intended purpose validated',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    { id: 'v5.0.0-9.2.3', title: 'audience validated', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
    {
      id: 'v5.0.0-9.2.4',
      title: 'issuer: audience restriction unique when one key serves several audiences',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.2.3',
      title: 'client requests only required scopes',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.3.1',
      title: 'resource server accepts only tokens for its audience',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.3.2',
      title: 'resource server enforces sub/scope/authorization_details claims',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.3.3',
      title: 'user identified from non-reassignable claims',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.3.5',
      title: 'sender-constrained access tokens against theft and replay',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.4.8',
      title: 'refresh tokens have absolute expiration',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.4.9',
      title: 'tokens revocable by an authorized user',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.4.11',
      title: 'server assigns only required scopes',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-10.4.14',
      title: 'server issues only sender-constrained access tokens',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    { id: 'v5.0.0-10.5.1', title: 'ID token replay mitigated (nonce)', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
    { id: 'v5.0.0-11.2.3', title: 'at least 128 bits of security', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
    {
      id: 'v5.0.0-16.2.1',
      title: 'log entries carry when/where/who/what',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-16.2.2',
      title: 'time sources synchronized, UTC or explicit offset',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    {
      id: 'v5.0.0-16.2.5',
      title: 'sensitive data such as credentials kept out of logs',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    { id: 'v5.0.0-16.3.1', title: 'authentication operations logged', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
    {
      id: 'v5.0.0-16.3.2',
      title: 'failed authorization attempts logged (L3: all decisions)',
      url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en',
    },
    { id: 'v5.0.0-16.4.2', title: 'logs protected from modification', url: 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en' },
  ],
};

export default framework;

import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'owasp-nhi-2025',
  name: 'OWASP Non-Human Identities Top 10',
  version: '2025',
  published: '2024-12-24',
  source: 'github:OWASP/www-project-non-human-identities-top-10 : 2025/docs/top-10-2025.md @7c9ee8d9e3df',
  licence: 'not stated in the snapshot read (LICENSE.md is a placeholder there); carry ids and titles only',
  verification: 'verified',
  titleKind: 'official',
  controls: [
    {
      id: 'NHI1:2025',
      title: 'Improper Offboarding',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/1-improper-offboarding/',
    },
    {
      id: 'NHI2:2025',
      title: 'Secret Leakage',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/',
    },
    {
      id: 'NHI3:2025',
      title: 'Vulnerable Third-Party NHI',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/3-vulnerable-third-party-nhi/',
    },
    {
      id: 'NHI4:2025',
      title: 'Insecure Authentication',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/4-insecure-authentication/',
    },
    {
      id: 'NHI5:2025',
      title: 'Overprivileged NHI',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/5-overprivileged-nhi/',
    },
    {
      id: 'NHI6:2025',
      title: 'Insecure Cloud Deployment Configurations',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/6-insecure-cloud-deployment-configurations/',
    },
    {
      id: 'NHI7:2025',
      title: 'Long-Lived Secrets',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/7-long-lived-secrets/',
    },
    {
      id: 'NHI8:2025',
      title: 'Environment Isolation',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/8-environment-isolation/',
    },
    { id: 'NHI9:2025', title: 'NHI Reuse', url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/9-nhi-reuse/' },
    {
      id: 'NHI10:2025',
      title: 'Human Use of NHI',
      url: 'https://owasp.org/www-project-non-human-identities-top-10/2025/10-human-use-of-nhi/',
    },
  ],
};

export default framework;

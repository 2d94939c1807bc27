import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'mitre-attack-enterprise',
  name: 'MITRE ATT&CK Enterprise (selected techniques)',
  version: '18.1 (2025-11-13); 19.2 (2026-08) is current',
  published: '2025-11-13',
  source: 'github:mitre/cti : enterprise-attack/attack-pattern/*.json @421deacb7719',
  licence: 'MITRE ATT&CK terms of use (attribution)',
  verification: 'verified',
  titleKind: 'official',
  note: 'v19 (2026-04/05) renamed TA0005 Defense Evasion to Stealth and added TA0112 Defense Impairment; T1562.* was revoked into T1685/T1686/T1688-T1690. v19 facts come from secondary sources (elastic/detection-rules#6035, opentidehq/skills index, WELA remap table).',
  controls: [
    { id: 'T1078', title: 'Valid Accounts', url: 'https://attack.mitre.org/techniques/T1078' },
    { id: 'T1078.004', title: 'Valid Accounts: Cloud Accounts', url: 'https://attack.mitre.org/techniques/T1078/004' },
    { id: 'T1528', title: 'Steal Application Access Token', url: 'https://attack.mitre.org/techniques/T1528' },
    { id: 'T1539', title: 'Steal Web Session Cookie', url: 'https://attack.mitre.org/techniques/T1539' },
    { id: 'T1550', title: 'Use Alternate Authentication Material', url: 'https://attack.mitre.org/techniques/T1550' },
    {
      id: 'T1550.001',
      title: 'Use Alternate Authentication Material: Application Access Token',
      url: 'https://attack.mitre.org/techniques/T1550/001',
    },
    {
      id: 'T1550.004',
      title: 'Use Alternate Authentication Material: Web Session Cookie',
      url: 'https://attack.mitre.org/techniques/T1550/004',
    },
    { id: 'T1552', title: 'Unsecured Credentials', url: 'https://attack.mitre.org/techniques/T1552' },
    {
      id: 'T1552.001',
      title: 'Unsecured Credentials: Credentials In Files',
      url: 'https://attack.mitre.org/techniques/T1552/001',
    },
    { id: 'T1552.008', title: 'Unsecured Credentials: Chat Messages', url: 'https://attack.mitre.org/techniques/T1552/008' },
    {
      id: 'T1562.008',
      title: 'Impair Defenses: Disable or Modify Cloud Logs',
      url: 'https://attack.mitre.org/techniques/T1562/008',
    },
    { id: 'T1606', title: 'Forge Web Credentials', url: 'https://attack.mitre.org/techniques/T1606' },
  ],
};

export default framework;

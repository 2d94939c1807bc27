import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'mitre-atlas',
  name: 'MITRE ATLAS (selected techniques and mitigations)',
  version: '5.6.0 (commit message says v5.6.1)',
  published: '2026-05-05',
  source: 'github:mitre-atlas/atlas-data : dist/ATLAS.yaml @8ee2c689a7d3',
  licence: 'Apache-2.0',
  verification: 'verified',
  titleKind: 'official',
  controls: [
    { id: 'AML.T0012', title: 'Valid Accounts', url: 'https://atlas.mitre.org/techniques/AML.T0012' },
    { id: 'AML.T0053', title: 'AI Agent Tool Invocation', url: 'https://atlas.mitre.org/techniques/AML.T0053' },
    { id: 'AML.T0055', title: 'Unsecured Credentials', url: 'https://atlas.mitre.org/techniques/AML.T0055' },
    { id: 'AML.T0073', title: 'Impersonation', url: 'https://atlas.mitre.org/techniques/AML.T0073' },
    { id: 'AML.T0083', title: 'Credentials from AI Agent Configuration', url: 'https://atlas.mitre.org/techniques/AML.T0083' },
    { id: 'AML.T0091', title: 'Use Alternate Authentication Material', url: 'https://atlas.mitre.org/techniques/AML.T0091' },
    {
      id: 'AML.T0091.000',
      title: 'Use Alternate Authentication Material: Application Access Token',
      url: 'https://atlas.mitre.org/techniques/AML.T0091.000',
    },
    { id: 'AML.T0098', title: 'AI Agent Tool Credential Harvesting', url: 'https://atlas.mitre.org/techniques/AML.T0098' },
    {
      id: 'AML.M0019',
      title: 'Control Access to AI Models and Data in Production',
      url: 'https://atlas.mitre.org/mitigations/AML.M0019',
    },
    { id: 'AML.M0024', title: 'AI Telemetry Logging', url: 'https://atlas.mitre.org/mitigations/AML.M0024' },
    {
      id: 'AML.M0026',
      title: 'Privileged AI Agent Permissions Configuration',
      url: 'https://atlas.mitre.org/mitigations/AML.M0026',
    },
    {
      id: 'AML.M0027',
      title: 'Single-User AI Agent Permissions Configuration',
      url: 'https://atlas.mitre.org/mitigations/AML.M0027',
    },
    { id: 'AML.M0028', title: 'AI Agent Tools Permissions Configuration', url: 'https://atlas.mitre.org/mitigations/AML.M0028' },
    { id: 'AML.M0029', title: 'Human In-the-Loop for AI Agent Actions', url: 'https://atlas.mitre.org/mitigations/AML.M0029' },
    { id: 'AML.M0032', title: 'Segmentation of AI Agent Components', url: 'https://atlas.mitre.org/mitigations/AML.M0032' },
  ],
};

export default framework;

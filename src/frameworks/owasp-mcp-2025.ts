import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'owasp-mcp-2025',
  name: 'OWASP MCP Top 10',
  version: '2025 (v0.1, beta: phase 3)',
  published: 'beta; repository snapshot 2026-04-14',
  source: 'github:OWASP/www-project-mcp-top-10 : index.md and 2025/MCP*.md @4774c5e5ae34',
  licence: 'LICENSE.md: CC BY-SA 4.0; index.md links CC BY-NC-SA 4.0 (the project contradicts itself)',
  verification: 'verified',
  titleKind: 'official',
  note: 'tab_top10.md of the same commit still lists MCP6 as "Prompt Injection via Contextual Payloads" and drops leading zeros; page titles spell MCP01 with "and". Not final.',
  controls: [
    { id: 'MCP01:2025', title: 'Token Mismanagement & Secret Exposure', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { id: 'MCP02:2025', title: 'Privilege Escalation via Scope Creep', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { id: 'MCP03:2025', title: 'Tool Poisoning', url: 'https://owasp.org/www-project-mcp-top-10/' },
    {
      id: 'MCP04:2025',
      title: 'Software Supply Chain Attacks & Dependency Tampering',
      url: 'https://owasp.org/www-project-mcp-top-10/',
    },
    { id: 'MCP05:2025', title: 'Command Injection & Execution', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { id: 'MCP06:2025', title: 'Intent Flow Subversion', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { id: 'MCP07:2025', title: 'Insufficient Authentication & Authorization', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { id: 'MCP08:2025', title: 'Lack of Audit and Telemetry', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { id: 'MCP09:2025', title: 'Shadow MCP Servers', url: 'https://owasp.org/www-project-mcp-top-10/' },
    { id: 'MCP10:2025', title: 'Context Injection & Over-Sharing', url: 'https://owasp.org/www-project-mcp-top-10/' },
  ],
};

export default framework;

import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'owasp-asi-2026',
  name: 'OWASP Top 10 for Agentic Applications',
  version: '2026 (v1.0)',
  published: '2025-12-09',
  source:
    'github:GenAI-Security-Project/GenAI-Security-Advisor : corpus/_extracted/agentic-top10/2026-final/OWASP-Top-10-for-Agentic-Applications-2026-v1.0.pdf.txt @ac29e7433f63 (text extraction of the official PDF)',
  licence: 'CC BY-SA 4.0',
  verification: 'verified (publisher text extraction of its PDF)',
  titleKind: 'official',
  note: 'Titles are those of the section headings and table of contents; the at-a-glance page and appendices print "&" instead of "and" in ASI02/ASI03. Earlier drafts used other titles under the same ids.',
  controls: [
    {
      id: 'ASI01',
      title: 'Agent Goal Hijack',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI02',
      title: 'Tool Misuse and Exploitation',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI03',
      title: 'Identity and Privilege Abuse',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI04',
      title: 'Agentic Supply Chain Vulnerabilities',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI05',
      title: 'Unexpected Code Execution (RCE)',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI06',
      title: 'Memory & Context Poisoning',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI07',
      title: 'Insecure Inter-Agent Communication',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI08',
      title: 'Cascading Failures',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI09',
      title: 'Human-Agent Trust Exploitation',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
    {
      id: 'ASI10',
      title: 'Rogue Agents',
      url: 'https://genai.owasp.org/resource/owasp-top-10-for-agentic-applications-for-2026/',
    },
  ],
};

export default framework;

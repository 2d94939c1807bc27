import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'owasp-agentic-tm-1.1',
  name: 'OWASP Agentic AI - Threats and Mitigations',
  version: '1.1',
  published: '2025-12 (v1.0: 2025-02)',
  source:
    'github:GenAI-Security-Project/GenAI-Security-Advisor : corpus/_extracted/agentic-top10/companions/Agentic-AI-Threats-and-Mitigations-1.1.pdf.txt @ac29e7433f63 (Detailed Threat Model table, pp.16-19)',
  licence: 'CC BY-SA 4.0',
  verification: 'verified (publisher text extraction of its PDF)',
  titleKind: 'official',
  note: 'v1.0 had T1-T15 and T9 was "Identity Spoofing & Impersonation". The bare "T9" form collides visually with ATT&CK ids: namespace it.',
  controls: [
    { id: 'T1', title: 'Memory Poisoning', url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/' },
    { id: 'T2', title: 'Tool Misuse', url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/' },
    { id: 'T3', title: 'Privilege Compromise', url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/' },
    { id: 'T4', title: 'Resource Overload', url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/' },
    {
      id: 'T5',
      title: 'Cascading Hallucination Attacks',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T6',
      title: 'Intent Breaking & Goal Manipulation',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T7',
      title: 'Misaligned & Deceptive Behaviors',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T8',
      title: 'Repudiation & Untraceability',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T9',
      title: 'Identity Spoofing & Impersonation / Agent Identity Compromise',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T10',
      title: 'Overwhelming Human in the Loop',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T11',
      title: 'Unexpected RCE and Code Attacks',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T12',
      title: 'Agent Communication Poisoning',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T13',
      title: 'Rogue Agents in Multi-Agent Systems',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    {
      id: 'T14',
      title: 'Human Attacks on Multi-Agent Systems',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    { id: 'T15', title: 'Human Manipulation', url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/' },
    {
      id: 'T16',
      title: 'Insecure Inter-Agent Protocol Abuse',
      url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/',
    },
    { id: 'T17', title: 'Supply Chain Compromise', url: 'https://genai.owasp.org/resource/agentic-ai-threats-and-mitigations/' },
  ],
};

export default framework;

import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'nist-sp-800-207',
  name: 'NIST SP 800-207 Zero Trust Architecture, tenets (section 2.1)',
  version: 'August 2020',
  published: '2020-08',
  source:
    'NIST SP 800-207 section 2.1, through transcriptions (quotes all seven, checked against the PDF on 2026-08-05) and 11623822034. A third, 67329160352, differs in two words and was not followed.',
  licence: 'US government work, public domain',
  verification: 'verified (third-party copy or transcription)',
  titleKind: 'official',
  note: 'ZT-n is OUR id. The publication only numbers the tenets 1-7; cite "SP 800-207 section 2.1, tenet n". The sentence of tenet 4 is joined from two quoted parts; its dashes are ours.',
  controls: [
    {
      id: 'ZT-1',
      title: 'All data sources and computing services are considered resources.',
      url: 'https://doi.org/10.6028/NIST.SP.800-207',
    },
    {
      id: 'ZT-2',
      title: 'All communication is secured regardless of network location.',
      url: 'https://doi.org/10.6028/NIST.SP.800-207',
    },
    {
      id: 'ZT-3',
      title: 'Access to individual enterprise resources is granted on a per-session basis.',
      url: 'https://doi.org/10.6028/NIST.SP.800-207',
    },
    {
      id: 'ZT-4',
      title:
        'Access to resources is determined by dynamic policy—including the observable state of client identity, application/service, and the requesting asset—and may include other behavioral and environmental attributes.',
      url: 'https://doi.org/10.6028/NIST.SP.800-207',
    },
    {
      id: 'ZT-5',
      title: 'The enterprise monitors and measures the integrity and security posture of all owned and associated assets.',
      url: 'https://doi.org/10.6028/NIST.SP.800-207',
    },
    {
      id: 'ZT-6',
      title: 'All resource authentication and authorization are dynamic and strictly enforced before access is allowed.',
      url: 'https://doi.org/10.6028/NIST.SP.800-207',
    },
    {
      id: 'ZT-7',
      title:
        'The enterprise collects as much information as possible about the current state of assets, network infrastructure and communications and uses it to improve its security posture.',
      url: 'https://doi.org/10.6028/NIST.SP.800-207',
    },
  ],
};

export default framework;

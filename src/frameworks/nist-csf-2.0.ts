import type { Framework } from '../model/framework.ts';

const framework: Framework = {
  id: 'nist-csf-2.0',
  name: 'NIST Cybersecurity Framework (CSF) subcategories',
  version: '2.0',
  published: '2024-02-26 (OSCAL catalog 1.2.0: 2026-05-13)',
  source:
    'github:usnistgov/oscal-content : nist.gov/CSF/v2.0/json/NIST_CSF_v2.0_catalog.json @78650f02ad93 (31 subcategories read there, including every one used in the mapping) + github:intuitem/ciso-assistant-community : backend/library/libraries/nist-csf-2.0.yaml @f990d7b1b9a9 (all 106)',
  licence: 'US government work, public domain',
  verification: 'verified; per control see verified_against',
  titleKind: 'official',
  note: 'CSF subcategories have no titles. "title" here is the outcome statement. In OSCAL the title field repeats the id. GV.OC-04 differs between the two sources (NIST: "external stakeholders"); the NIST text is used.',
  controls: [
    {
      id: 'GV.OC-01',
      title: 'The organizational mission is understood and informs cybersecurity risk management',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.OC-02',
      title:
        'Internal and external stakeholders are understood, and their needs and expectations regarding cybersecurity risk management are understood and considered',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.OC-03',
      title:
        'Legal, regulatory, and contractual requirements regarding cybersecurity - including privacy and civil liberties obligations - are understood and managed',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.OC-04',
      title:
        'Critical objectives, capabilities, and services that external stakeholders depend on or expect from the organization are understood and communicated',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.OC-05',
      title: 'Outcomes, capabilities, and services that the organization depends on are understood and communicated',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RM-01',
      title: 'Risk management objectives are established and agreed to by organizational stakeholders',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RM-02',
      title: 'Risk appetite and risk tolerance statements are established, communicated, and maintained',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RM-03',
      title: 'Cybersecurity risk management activities and outcomes are included in enterprise risk management processes',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RM-04',
      title: 'Strategic direction that describes appropriate risk response options is established and communicated',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RM-05',
      title:
        'Lines of communication across the organization are established for cybersecurity risks, including risks from suppliers and other third parties',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RM-06',
      title:
        'A standardized method for calculating, documenting, categorizing, and prioritizing cybersecurity risks is established and communicated',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RM-07',
      title:
        'Strategic opportunities (i.e., positive risks) are characterized and are included in organizational cybersecurity risk discussions',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RR-01',
      title:
        'Organizational leadership is responsible and accountable for cybersecurity risk and fosters a culture that is risk-aware, ethical, and continually improving',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RR-02',
      title:
        'Roles, responsibilities, and authorities related to cybersecurity risk management are established, communicated, understood, and enforced',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RR-03',
      title:
        'Adequate resources are allocated commensurate with the cybersecurity risk strategy, roles, responsibilities, and policies',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.RR-04',
      title: 'Cybersecurity is included in human resources practices',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.PO-01',
      title:
        'Policy for managing cybersecurity risks is established based on organizational context, cybersecurity strategy, and priorities and is communicated and enforced',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.PO-02',
      title:
        'Policy for managing cybersecurity risks is reviewed, updated, communicated, and enforced to reflect changes in requirements, threats, technology, and organizational mission',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.OV-01',
      title: 'Cybersecurity risk management strategy outcomes are reviewed to inform and adjust strategy and direction',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.OV-02',
      title:
        'The cybersecurity risk management strategy is reviewed and adjusted to ensure coverage of organizational requirements and risks',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.OV-03',
      title: 'Organizational cybersecurity risk management performance is evaluated and reviewed for adjustments needed',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-01',
      title:
        'A cybersecurity supply chain risk management program, strategy, objectives, policies, and processes are established and agreed to by organizational stakeholders',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-02',
      title:
        'Cybersecurity roles and responsibilities for suppliers, customers, and partners are established, communicated, and coordinated internally and externally',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-03',
      title:
        'Cybersecurity supply chain risk management is integrated into cybersecurity and enterprise risk management, risk assessment, and improvement processes',
      url: 'https://www.nist.gov/cyberframework',
    },
    { id: 'GV.SC-04', title: 'Suppliers are known and prioritized by criticality', url: 'https://www.nist.gov/cyberframework' },
    {
      id: 'GV.SC-05',
      title:
        'Requirements to address cybersecurity risks in supply chains are established, prioritized, and integrated into contracts and other types of agreements with suppliers and other relevant third parties',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-06',
      title:
        'Planning and due diligence are performed to reduce risks before entering into formal supplier or other third-party relationships',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-07',
      title:
        'The risks posed by a supplier, their products and services, and other third parties are understood, recorded, prioritized, assessed, responded to, and monitored over the course of the relationship',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-08',
      title: 'Relevant suppliers and other third parties are included in incident planning, response, and recovery activities',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-09',
      title:
        'Supply chain security practices are integrated into cybersecurity and enterprise risk management programs, and their performance is monitored throughout the technology product and service life cycle',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'GV.SC-10',
      title:
        'Cybersecurity supply chain risk management plans include provisions for activities that occur after the conclusion of a partnership or service agreement',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.AM-01',
      title: 'Inventories of hardware managed by the organization are maintained',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.AM-02',
      title: 'Inventories of software, services, and systems managed by the organization are maintained',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.AM-03',
      title:
        "Representations of the organization's authorized network communication and internal and external network data flows are maintained",
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.AM-04',
      title: 'Inventories of services provided by suppliers are maintained',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.AM-05',
      title: 'Assets are prioritized based on classification, criticality, resources, and impact on the mission',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.AM-07',
      title: 'Inventories of data and corresponding metadata for designated data types are maintained',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.AM-08',
      title: 'Systems, hardware, software, services, and data are managed throughout their life cycles',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-01',
      title: 'Vulnerabilities in assets are identified, validated, and recorded',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-02',
      title: 'Cyber threat intelligence is received from information sharing forums and sources',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-03',
      title: 'Internal and external threats to the organization are identified and recorded',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-04',
      title: 'Potential impacts and likelihoods of threats exploiting vulnerabilities are identified and recorded',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-05',
      title:
        'Threats, vulnerabilities, likelihoods, and impacts are used to understand inherent risk and inform risk response prioritization',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-06',
      title: 'Risk responses are chosen, prioritized, planned, tracked, and communicated',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-07',
      title: 'Changes and exceptions are managed, assessed for risk impact, recorded, and tracked',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-08',
      title: 'Processes for receiving, analyzing, and responding to vulnerability disclosures are established',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.RA-09',
      title: 'The authenticity and integrity of hardware and software are assessed prior to acquisition and use',
      url: 'https://www.nist.gov/cyberframework',
    },
    { id: 'ID.RA-10', title: 'Critical suppliers are assessed prior to acquisition', url: 'https://www.nist.gov/cyberframework' },
    { id: 'ID.IM-01', title: 'Improvements are identified from evaluations', url: 'https://www.nist.gov/cyberframework' },
    {
      id: 'ID.IM-02',
      title:
        'Improvements are identified from security tests and exercises, including those done in coordination with suppliers and relevant third parties',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.IM-03',
      title: 'Improvements are identified from execution of operational processes, procedures, and activities',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'ID.IM-04',
      title:
        'Incident response plans and other cybersecurity plans that affect operations are established, communicated, maintained, and improved',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.AA-01',
      title: 'Identities and credentials for authorized users, services, and hardware are managed by the organization',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.AA-02',
      title: 'Identities are proofed and bound to credentials based on the context of interactions',
      url: 'https://www.nist.gov/cyberframework',
    },
    { id: 'PR.AA-03', title: 'Users, services, and hardware are authenticated', url: 'https://www.nist.gov/cyberframework' },
    {
      id: 'PR.AA-04',
      title: 'Identity assertions are protected, conveyed, and verified',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.AA-05',
      title:
        'Access permissions, entitlements, and authorizations are defined in a policy, managed, enforced, and reviewed, and incorporate the principles of least privilege and separation of duties',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.AA-06',
      title: 'Physical access to assets is managed, monitored, and enforced commensurate with risk',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.AT-01',
      title:
        'Personnel are provided with awareness and training so that they possess the knowledge and skills to perform general tasks with cybersecurity risks in mind',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.AT-02',
      title:
        'Individuals in specialized roles are provided with awareness and training so that they possess the knowledge and skills to perform relevant tasks with cybersecurity risks in mind',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.DS-01',
      title: 'The confidentiality, integrity, and availability of data-at-rest are protected',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.DS-02',
      title: 'The confidentiality, integrity, and availability of data-in-transit are protected',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.DS-10',
      title: 'The confidentiality, integrity, and availability of data-in-use are protected',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.DS-11',
      title: 'Backups of data are created, protected, maintained, and tested',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.PS-01',
      title: 'Configuration management practices are established and applied',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.PS-02',
      title: 'Software is maintained, replaced, and removed commensurate with risk',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.PS-03',
      title: 'Hardware is maintained, replaced, and removed commensurate with risk',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.PS-04',
      title: 'Log records are generated and made available for continuous monitoring',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.PS-05',
      title: 'Installation and execution of unauthorized software are prevented',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.PS-06',
      title:
        'Secure software development practices are integrated, and their performance is monitored throughout the software development life cycle',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.IR-01',
      title: 'Networks and environments are protected from unauthorized logical access and usage',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.IR-02',
      title: "The organization's technology assets are protected from environmental threats",
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.IR-03',
      title: 'Mechanisms are implemented to achieve resilience requirements in normal and adverse situations',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'PR.IR-04',
      title: 'Adequate resource capacity to ensure availability is maintained',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.CM-01',
      title: 'Networks and network services are monitored to find potentially adverse events',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.CM-02',
      title: 'The physical environment is monitored to find potentially adverse events',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.CM-03',
      title: 'Personnel activity and technology usage are monitored to find potentially adverse events',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.CM-06',
      title: 'External service provider activities and services are monitored to find potentially adverse events',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.CM-09',
      title:
        'Computing hardware and software, runtime environments, and their data are monitored to find potentially adverse events',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.AE-02',
      title: 'Potentially adverse events are analyzed to better understand associated activities',
      url: 'https://www.nist.gov/cyberframework',
    },
    { id: 'DE.AE-03', title: 'Information is correlated from multiple sources', url: 'https://www.nist.gov/cyberframework' },
    {
      id: 'DE.AE-04',
      title: 'The estimated impact and scope of adverse events are understood',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.AE-06',
      title: 'Information on adverse events is provided to authorized staff and tools',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.AE-07',
      title: 'Cyber threat intelligence and other contextual information are integrated into the analysis',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'DE.AE-08',
      title: 'Incidents are declared when adverse events meet the defined incident criteria',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RS.MA-01',
      title: 'The incident response plan is executed in coordination with relevant third parties once an incident is declared',
      url: 'https://www.nist.gov/cyberframework',
    },
    { id: 'RS.MA-02', title: 'Incident reports are triaged and validated', url: 'https://www.nist.gov/cyberframework' },
    { id: 'RS.MA-03', title: 'Incidents are categorized and prioritized', url: 'https://www.nist.gov/cyberframework' },
    { id: 'RS.MA-04', title: 'Incidents are escalated or elevated as needed', url: 'https://www.nist.gov/cyberframework' },
    {
      id: 'RS.MA-05',
      title: 'The criteria for initiating incident recovery are applied',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RS.AN-03',
      title: 'Analysis is performed to establish what has taken place during an incident and the root cause of the incident',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RS.AN-06',
      title: "Actions performed during an investigation are recorded, and the records' integrity and provenance are preserved",
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RS.AN-07',
      title: 'Incident data and metadata are collected, and their integrity and provenance are preserved',
      url: 'https://www.nist.gov/cyberframework',
    },
    { id: 'RS.AN-08', title: "An incident's magnitude is estimated and validated", url: 'https://www.nist.gov/cyberframework' },
    {
      id: 'RS.CO-02',
      title: 'Internal and external stakeholders are notified of incidents',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RS.CO-03',
      title: 'Information is shared with designated internal and external stakeholders',
      url: 'https://www.nist.gov/cyberframework',
    },
    { id: 'RS.MI-01', title: 'Incidents are contained', url: 'https://www.nist.gov/cyberframework' },
    { id: 'RS.MI-02', title: 'Incidents are eradicated', url: 'https://www.nist.gov/cyberframework' },
    {
      id: 'RC.RP-01',
      title: 'The recovery portion of the incident response plan is executed once initiated from the incident response process',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RC.RP-02',
      title: 'Recovery actions are selected, scoped, prioritized, and performed',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RC.RP-03',
      title: 'The integrity of backups and other restoration assets is verified before using them for restoration',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RC.RP-04',
      title:
        'Critical mission functions and cybersecurity risk management are considered to establish post-incident operational norms',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RC.RP-05',
      title:
        'The integrity of restored assets is verified, systems and services are restored, and normal operating status is confirmed',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RC.RP-06',
      title: 'The end of incident recovery is declared based on criteria, and incident-related documentation is completed',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RC.CO-03',
      title:
        'Recovery activities and progress in restoring operational capabilities are communicated to designated internal and external stakeholders',
      url: 'https://www.nist.gov/cyberframework',
    },
    {
      id: 'RC.CO-04',
      title: 'Public updates on incident recovery are shared using approved methods and messaging',
      url: 'https://www.nist.gov/cyberframework',
    },
  ],
};

export default framework;

import { type ControlLink, type FindingClass, type Framework, LINK_STRENGTHS } from '../model/framework.ts';
import cwe from './cwe.ts';
import { MAPPING } from './mapping/index.ts';
import type { MappedLink } from './mapping/link.ts';
import mitreAtlas from './mitre-atlas.ts';
import mitreAttackEnterprise from './mitre-attack-enterprise.ts';
import nistCsf20 from './nist-csf-2.0.ts';
import nistSp80053r5 from './nist-sp-800-53r5.ts';
import nistSp800207 from './nist-sp-800-207.ts';
import owaspAgenticTm11 from './owasp-agentic-tm-1.1.ts';
import owaspAsi2026 from './owasp-asi-2026.ts';
import owaspAsvs500 from './owasp-asvs-5.0.0.ts';
import owaspMcp2025 from './owasp-mcp-2025.ts';
import owaspNhi2025 from './owasp-nhi-2025.ts';

/** The published lists, in the order of reports. */
export const FRAMEWORKS: readonly Framework[] = [
  owaspNhi2025,
  owaspAsi2026,
  owaspAgenticTm11,
  owaspMcp2025,
  nistSp800207,
  nistCsf20,
  nistSp80053r5,
  cwe,
  mitreAttackEnterprise,
  mitreAtlas,
  owaspAsvs500,
];

/** The framework of that id, or `undefined`. */
export const frameworkById = (id: string): Framework | undefined => FRAMEWORKS.find((framework) => framework.id === id);

interface Place {
  readonly framework: number;
  readonly control: number;
}

const placeOf = (link: MappedLink): Place => {
  const framework = FRAMEWORKS.findIndex(({ id }) => id === link.framework);
  const control = FRAMEWORKS[framework]?.controls.findIndex(({ id }) => id === link.id) ?? -1;
  if (control === -1) throw new Error(`${link.framework} has no control ${link.id}`);
  return { framework, control };
};

const settle = (link: MappedLink): ControlLink => {
  const place = placeOf(link);
  const title = FRAMEWORKS[place.framework]?.controls[place.control]?.title ?? '';
  return link.strength === 'conditional' ? { ...link, title, rationale: link.when } : { ...link, title };
};

const compare = (one: MappedLink, other: MappedLink): number => {
  const strength = LINK_STRENGTHS.indexOf(one.strength) - LINK_STRENGTHS.indexOf(other.strength);
  const [a, b] = [placeOf(one), placeOf(other)];
  return strength || a.framework - b.framework || a.control - b.control;
};

const settled = new Map<string, readonly ControlLink[]>();

const allLinksOf = (of: FindingClass): readonly ControlLink[] => {
  const known = settled.get(of);
  if (known) return known;
  const links = [...MAPPING[of]].sort(compare).map(settle);
  settled.set(of, links);
  return links;
};

/**
 * The controls that findings of a class bear on: direct, partial, conditional, weak; then in the order of the frameworks and of
 * their lists. Only those of the frameworks named, where any are. Weak links never decide the status of a control, conditional
 * ones only where their `when` holds. Empty for a class that is not known.
 */
export const linksOf = (of: string, frameworks?: readonly string[]): readonly ControlLink[] => {
  if (!Object.hasOwn(MAPPING, of)) return [];
  const links = allLinksOf(of as FindingClass);
  return frameworks ? links.filter(({ framework }) => frameworks.includes(framework)) : links;
};

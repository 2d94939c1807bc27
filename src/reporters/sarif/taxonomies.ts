import { FRAMEWORKS, linksOf } from '../../frameworks/index.ts';
import type { Control, ControlLink, Framework } from '../../model/framework.ts';
import type { Report } from '../../model/report.ts';
import { type Message, messageOf } from './message.ts';

/** The controls of one framework that rules bear on. */
interface Taxonomy {
  readonly framework: Framework;
  readonly controls: readonly Control[];
}

/** From a rule to a control (SARIF 2.1.0 §3.53). */
interface Relationship {
  readonly target: { readonly id: string; readonly index: number; readonly toolComponent: ToolComponentReference };
  readonly kinds: readonly ['relevant'];
  readonly description: Message;
  readonly properties: { readonly strength: string };
}

interface ToolComponentReference {
  readonly name: string;
  readonly index: number;
}

/** The frameworks that the report was asked for; a report without entries of controls names them by its findings. */
export const frameworksOf = ({ controls, findings }: Report): readonly string[] => {
  const asked = controls.length > 0 ? controls : findings.flatMap((finding) => finding.controls);
  const ids = new Set(asked.map(({ framework }) => framework));
  return FRAMEWORKS.map(({ id }) => id).filter((id) => ids.has(id));
};

/** The controls that findings of these classes bear on, by framework and in the order of the lists. */
export const taxonomiesOf = (frameworks: readonly string[], classes: readonly string[]): readonly Taxonomy[] => {
  const linked = new Set(classes.flatMap((of) => linksOf(of, frameworks).map(({ framework, id }) => `${framework} ${id}`)));
  return FRAMEWORKS.map((framework) => ({
    framework,
    controls: framework.controls.filter(({ id }) => linked.has(`${framework.id} ${id}`)),
  })).filter(({ controls }) => controls.length > 0);
};

const taxon = ({ id, title, url }: Control): object => ({
  id,
  shortDescription: messageOf(title),
  ...(url === undefined ? {} : { helpUri: url }),
});

/** A taxonomy as SARIF has it; it lists what is referred to, not the whole framework. */
export const toolComponentOf = ({ framework, controls }: Taxonomy): object => ({
  name: framework.name,
  version: framework.version,
  shortDescription: messageOf(`${framework.name}, ${framework.version}`),
  isComprehensive: false,
  taxa: controls.map(taxon),
});

export const referenceTo = ({ framework }: Taxonomy, index: number): ToolComponentReference => ({ name: framework.name, index });

const relationshipOf = (link: ControlLink, taxonomies: readonly Taxonomy[]): Relationship => {
  const index = taxonomies.findIndex(({ framework }) => framework.id === link.framework);
  const taxonomy = taxonomies[index] as Taxonomy;
  return {
    target: {
      id: link.id,
      index: taxonomy.controls.findIndex(({ id }) => id === link.id),
      toolComponent: referenceTo(taxonomy, index),
    },
    kinds: ['relevant'],
    description: messageOf(link.rationale),
    properties: { strength: link.strength },
  };
};

/** What findings of a class bear on. */
export const relationshipsOf = (of: string, frameworks: readonly string[], taxonomies: readonly Taxonomy[]): Relationship[] =>
  linksOf(of, frameworks).map((link) => relationshipOf(link, taxonomies));

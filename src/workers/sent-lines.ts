import type { SettledLines } from '../model/lane.ts';
import type { Definitions, RecordBlock } from '../model/record-block.ts';

/** A block on its way to another thread. Objects that hold others are sent as JSON, which costs a fraction of what copying them does. */
export interface SentBlock extends Omit<RecordBlock, 'definitions'> {
  readonly newClasses: Definitions['classes'];
  readonly otherDefinitions: string;
}

export interface SentLines extends Omit<SettledLines, 'blocks'> {
  readonly blocks: readonly SentBlock[];
}

const sentBlock = ({ definitions, ...columns }: RecordBlock): SentBlock => {
  const { classes, ...others } = definitions;
  return { ...columns, newClasses: classes, otherDefinitions: JSON.stringify(others) };
};

const receivedBlock = ({ newClasses, otherDefinitions, ...columns }: SentBlock): RecordBlock => ({
  ...columns,
  definitions: { ...(JSON.parse(otherDefinitions) as Omit<Definitions, 'classes'>), classes: newClasses },
});

export const sentLines = (lines: SettledLines): SentLines => ({ ...lines, blocks: lines.blocks.map(sentBlock) });

export const receivedLines = (lines: SentLines): SettledLines => ({ ...lines, blocks: lines.blocks.map(receivedBlock) });

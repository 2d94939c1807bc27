/** What the name of a private folder tells: on which machine, and by which process there, it was made. */
export interface PrivateName {
  readonly where: string;
  readonly process: number;
}

const PRIVATE = /^\.?bindcheck-([0-9a-f]{8})-(\d{1,10})-[A-Za-z0-9]{6}$/;

/** How the names of private folders of a process begin; mkdtemp puts six characters behind. `where` is 8 hexadecimal digits. */
export const privatePrefix = ({ where, process }: PrivateName): string => `bindcheck-${where}-${process}-`;

/** Reads the name of a private folder of this program; `undefined` for any other name. */
export const readPrivateName = (name: string): PrivateName | undefined => {
  const [, where, process] = PRIVATE.exec(name) ?? [];
  return where === undefined ? undefined : { where, process: Number(process) };
};

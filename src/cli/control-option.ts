import { controlNamed, controlNames, type NamedControl } from '../compliance/control-named.ts';
import { nearestName } from '../lib/nearest-name.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { UsageError } from '../model/errors.ts';

/** Reads the values of `--control`; one that no list has is a `UsageError`. */
export const readControls = (names: readonly string[]): readonly NamedControl[] =>
  names.map((name) => {
    const found = controlNamed(name);
    if (found) return found;
    const near = nearestName(name, controlNames());
    throw new UsageError(
      `--control ${name} is in no framework${near === undefined ? '' : `; did you mean ${near}?`}`,
      'bindcheck frameworks -f json lists the ids of all controls.',
    );
  });

/** Says what a name was read as, where it is not the official id. */
export const controlNotes = (names: readonly string[]): Diagnostic[] =>
  readControls(names).flatMap(({ readAs }) =>
    readAs === undefined ? [] : [{ code: 'control-read-as', level: 'note', message: readAs, hint: 'Name the official id.' }],
  );

import { isGlob, matchesGlob } from '../../lib/glob-pattern.ts';
import type { Transform } from './transform.ts';

const transform: Transform = {
  id: 'values',
  argument: true,
  step: (argument) => {
    const values = argument as Readonly<Record<string, unknown>>;
    const globs = Object.keys(values).filter(isGlob);
    return (value) => {
      if (typeof value === 'object') return undefined;
      const text = String(value);
      if (Object.hasOwn(values, text)) return values[text];
      const glob = globs.find((pattern) => matchesGlob(pattern, text));
      return glob === undefined ? undefined : values[glob];
    };
  },
};

export default transform;

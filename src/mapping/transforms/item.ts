import type { Transform } from './transform.ts';

const transform: Transform = {
  id: 'item',
  argument: true,
  step: (argument) => (value) => (Array.isArray(value) ? value.at(argument as number) : undefined),
};

export default transform;

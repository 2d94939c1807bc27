import type { Transform } from './transform.ts';

const transform: Transform = {
  id: 'prefix',
  argument: true,
  step: (argument) => (value) => (typeof value === 'string' || typeof value === 'number' ? `${argument}${value}` : undefined),
};

export default transform;

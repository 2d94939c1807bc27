import { readPath } from '../path.ts';
import { readSegment } from './jwt-segment.ts';
import type { Transform } from './transform.ts';

const transform: Transform = {
  id: 'jwt',
  argument: true,
  takesCredential: true,
  step: (argument) => {
    const path = readPath(argument as string);
    return (value) => path.read(typeof value === 'string' ? readSegment(value, 1) : value);
  },
};

export default transform;

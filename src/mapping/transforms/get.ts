import { readPath } from '../path.ts';
import type { Transform } from './transform.ts';

const transform: Transform = {
  id: 'get',
  argument: true,
  step: (argument) => {
    const path = readPath(argument as string);
    return (value) => path.read(value);
  },
};

export default transform;

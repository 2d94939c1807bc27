import { readPath } from '../path.ts';
import { readSegment } from './jwt-segment.ts';
import { ofText, type Transform } from './transform.ts';

const transform: Transform = {
  id: 'jwt_header',
  argument: true,
  takesCredential: true,
  step: (argument) => {
    const path = readPath(argument as string);
    return ofText((text) => path.read(readSegment(text, 0)));
  },
};

export default transform;

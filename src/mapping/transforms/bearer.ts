import { ofText, type Transform } from './transform.ts';

const CREDENTIAL = /^\s*(?:bearer|dpop)\s+(\S+)\s*$/i;

const transform: Transform = {
  id: 'bearer',
  step: () => ofText((text) => CREDENTIAL.exec(text)?.[1]),
};

export default transform;

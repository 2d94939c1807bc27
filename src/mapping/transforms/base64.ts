import { ofText, type Transform } from './transform.ts';

const FORM = /^[A-Za-z0-9+/_-]+={0,2}$/;

const transform: Transform = {
  id: 'base64',
  step: () => ofText((text) => (FORM.test(text) ? Buffer.from(text, 'base64url').toString('utf8') : undefined)),
};

export default transform;

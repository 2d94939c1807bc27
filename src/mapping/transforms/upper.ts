import { ofText, type Transform } from './transform.ts';

const transform: Transform = { id: 'upper', step: () => ofText((text) => text.toUpperCase()) };

export default transform;

import { ofText, type Transform } from './transform.ts';

const transform: Transform = { id: 'lower', step: () => ofText((text) => text.toLowerCase()) };

export default transform;

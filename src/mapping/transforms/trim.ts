import { ofText, type Transform } from './transform.ts';

const transform: Transform = { id: 'trim', step: () => ofText((text) => text.trim()) };

export default transform;

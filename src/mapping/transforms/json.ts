import { parseJson } from './parse-json.ts';
import { ofText, type Transform } from './transform.ts';

const transform: Transform = { id: 'json', step: () => ofText(parseJson) };

export default transform;

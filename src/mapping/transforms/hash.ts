import { sha256Hex } from '../../lib/digest.ts';
import { ofText, type Transform } from './transform.ts';

const transform: Transform = { id: 'hash', argument: true, takesCredential: true, step: () => ofText((text) => sha256Hex(text)) };

export default transform;

import { readKeyValues } from '../../lib/key-value.ts';
import { ofText, type Step, type Transform } from './transform.ts';

interface Argument {
  readonly key: string;
  readonly pair_separator?: string;
  readonly equals?: string;
}

const stepOf = ({ key, pair_separator: pair, equals = '=' }: Argument): Step => {
  const separators = pair === undefined ? { equals } : { pair, equals };
  return ofText((text) => readKeyValues(text, separators)[key]);
};

const transform: Transform = {
  id: 'key_value',
  argument: true,
  step: (argument) => stepOf(typeof argument === 'string' ? { key: argument } : (argument as Argument)),
};

export default transform;

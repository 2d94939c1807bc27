import { ofText, type Transform } from './transform.ts';

const cut = (text: string, left: string, right: string): string | undefined => {
  const found = text.indexOf(left);
  if (found === -1) return undefined;
  const from = found + left.length;
  const to = right === '' ? text.length : text.indexOf(right, from);
  return to === -1 ? undefined : text.slice(from, to);
};

const transform: Transform = {
  id: 'between',
  argument: true,
  step: (argument) => {
    const [left, right] = argument as [string, string];
    return ofText((text) => cut(text, left, right));
  },
};

export default transform;

import { ofText, type Transform } from './transform.ts';

const parts = (text: string, separator: string): string[] =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const transform: Transform = {
  id: 'split',
  argument: true,
  step: (argument) => ofText((text) => parts(text, argument as string)),
};

export default transform;

import { ofText, type Transform } from './transform.ts';

/** `10.0.0.1:443`, `[2001:db8::1]:443`, or an address alone. */
const FORM =
  /^(?:\[([0-9A-Fa-f:.]{2,45}(?:%\w{1,16})?)\](?::\d{1,5})?|(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?|([0-9A-Fa-f:.]{2,45}))$/;

const addressOf = (text: string): string | undefined => {
  const [, bracketed, four, plain] = FORM.exec(text.trim()) ?? [];
  return bracketed ?? four ?? (plain?.includes(':') ? plain : undefined);
};

const transform: Transform = { id: 'ip', step: () => ofText(addressOf) };

export default transform;

import { withoutCredentials } from './credential-text.ts';

const QUOTED = /(["'`])(?:(?!\1)[^\\\n]|\\.){0,10000}\1/g;
const FRAMES = /\n {4}at [\s\S]*$/;

/** What an error says, without what it quotes: engines quote the text that they could not read, and it may hold a credential. */
export const faultMessage = (error: unknown): string => {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const name = error.name === '' ? 'Error' : error.name;
  return withoutCredentials(`${name}: ${error.message.replace(QUOTED, '$1…$1')}`);
};

/** The same, and where in the program it came from. */
export const faultTrace = (error: unknown): string =>
  `${faultMessage(error)}${(error instanceof Error && FRAMES.exec(error.stack ?? '')?.[0]) || ''}`;

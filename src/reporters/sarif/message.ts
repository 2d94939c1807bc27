import { showControls, truncate } from '../../lib/terminal-text.ts';

/** Of one text in a message. Whole texts are in the other formats. */
const MOST_CHARACTERS = 1500;

/** A message of SARIF. */
export interface Message {
  readonly text: string;
}

/**
 * A text as a plain text message: controls are spelled out, braces doubled (SARIF 2.1.0 §3.11.5), and what would be read as an
 * embedded link (§3.11.6) is pulled apart, since viewers differ in which escapes of brackets they know.
 */
export const messageOf = (text: string): Message => ({
  text: truncate(showControls(text), MOST_CHARACTERS).replace(/[{}]/g, '$&$&').replaceAll('](', '] ('),
});

import { sha256Hex } from '../../lib/digest.ts';
import { readPackageFile } from '../../lib/package-file.ts';

/** What a report carries so that it needs nothing else: its style and script, and the policy that lets no other run. */
export interface Assets {
  readonly style: string;
  readonly script: string;
  /** Content security policy, for a `meta` element. */
  readonly policy: string;
}

const read = (name: string): string => readPackageFile(`src/reporters/html/${name}`);

const hashSource = (text: string): string => `'sha256-${Buffer.from(sha256Hex(text), 'hex').toString('base64')}'`;

/** Reads the style and the script that are shipped beside this file. */
export const readAssets = (): Assets => {
  const [style, script] = [read('browser.css'), read('browser.js')];
  const directives = [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return { style, script, policy: directives.join('; ') };
};

import type { VerdictLine } from './evaluate/verdict-line.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Policy } from './model/policy.ts';
import type { AuditSettings } from './model/settings.ts';
import type { KeyFacts } from './model/token.ts';
import type { Rule } from './rules/define.ts';
import type { OpenDatabase } from './store/open.ts';

/** What an audit is made over. */
export interface AuditInput {
  readonly database: OpenDatabase;
  readonly policy: Policy;
  readonly keys: readonly KeyFacts[];
  readonly rules: readonly Rule[];
  readonly settings: AuditSettings;
  readonly version: string;
  /** What was to be said before the evaluation: of paths, of sources. */
  readonly diagnostics: readonly Diagnostic[];
  readonly missingPaths: readonly string[];
  /** Each invocation's verdicts, in a fixed order. */
  onVerdict?(line: VerdictLine): void;
  onProgress?(done: number, all: number): void;
}

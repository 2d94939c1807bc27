import { Option } from 'commander';

/** `--color`, the same for every command. */
export const colorOption = (): Option =>
  new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto');

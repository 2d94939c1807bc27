import { UsageError } from '../../src/model/errors.ts';
import { type PolicyContext, readPolicy } from '../../src/policy/load.ts';

/** Lines of the message with which a policy is refused, without the name of the file. */
export const refusalOf = (text: string, context?: PolicyContext): readonly string[] => {
  try {
    readPolicy(text, 'conf/p.yaml', context);
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n').map((line) => line.replace(/^conf\/p\.yaml:/, ''));
    throw error;
  }
  return [];
};

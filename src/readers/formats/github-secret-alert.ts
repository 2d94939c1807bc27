import type { Format, Mapped } from '../../model/format.ts';
import { leakOf } from '../leaks/secret.ts';
import { isRecord } from '../native/read-fields.ts';
import { at, textAt, zonedTimeOf } from '../record/members.ts';

const UNMASK =
  'fetch the alerts without hide_secret=true, as a user who may see them, and hand the answer to bindcheck only: it hashes the secrets and drops them';

/** An alert of the REST API, or the event of a webhook that holds one. */
const alertOf = (value: unknown): unknown => (isRecord(value) && isRecord(value['alert']) ? value['alert'] : value);

const isAlert = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value['secret_type'] === 'string' &&
  typeof value['number'] === 'number' &&
  (typeof value['state'] === 'string' || typeof value['created_at'] === 'string');

/** What was found may be the Base64 of the secret. */
const secretOf = (alert: unknown): string | undefined => {
  const secret = textAt(alert, 'secret');
  return secret !== undefined && at(alert, 'is_base64_encoded') === true
    ? Buffer.from(secret, 'base64').toString('utf8').trim()
    : secret;
};

const map = (value: unknown): Mapped => {
  const alert = alertOf(value);
  const location = textAt(alert, 'html_url') ?? textAt(alert, 'first_location_detected', 'path');
  return leakOf({ secret: secretOf(alert), location, seenAt: zonedTimeOf(at(alert, 'created_at')) }, UNMASK);
};

const format: Format = {
  id: 'github-secret-alert',
  title: 'Secret scanning alerts of GitHub (REST API, webhook)',
  frames: ['json'],
  yields: ['leak'],
  evidence: 'tokens that were found in a repository, and when; hashed and dropped',
  detect: (value) => isAlert(alertOf(value)),
  mapper: () => map,
};

export default format;

import type { Evidence } from '../../model/report.ts';
import { type Message, messageOf } from './message.ts';

interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
}

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: ArtifactLocation;
    readonly region: { readonly startLine: number };
  };
  readonly message?: Message;
}

/** Percent-encoded UTF-8; half a surrogate pair has no encoding and becomes U+FFFD. */
const encoded = (segment: string): string => encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'));

/** Where a source lies: relative to the root of the checkout, or a file URI (RFC 8089). Never empty, as uploads are refused then. */
export const artifactOf = (path: string): ArtifactLocation => {
  const uri = path.split('/').map(encoded).join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri: uri || 'unknown', uriBaseId: '%SRCROOT%' };
};

/** A line of a source; lines count from 1. */
export const locationOf = (path: string, line: number, text?: string): Location => ({
  physicalLocation: { artifactLocation: artifactOf(path), region: { startLine: Math.max(line, 1) } },
  ...(text === undefined ? {} : { message: messageOf(text) }),
});

/** A record that shows a fail. */
export const placeOf = ({ source, line, record_id, observed }: Evidence): Location =>
  locationOf(source, line, `Record ${record_id}: ${observed}`);

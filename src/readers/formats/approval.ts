import type { Format, Mapped } from '../../model/format.ts';
import { isRejection, readFields, reject } from '../native/read-fields.ts';
import { checkVersion, versionOf } from '../native/schema.ts';

const TYPES = {
  approval_id: 'text',
  approved_at: 'zonedTime',
  expires_at: 'zonedTime',
  approved_by: 'text',
  server_name: 'text',
  tool_name: 'text',
  principal_id: 'text',
  arguments_sha256: 'hash',
  max_uses: 'integer',
} as const;

const map = (value: unknown): Mapped => {
  const otherVersion = checkVersion(value, 'approval');
  if (otherVersion) return otherVersion;
  const read = readFields(value as Readonly<Record<string, unknown>>, TYPES);
  if (isRejection(read)) return read;
  if (read.approved_at === undefined) return reject('approved_at: expected the time of the approval, found none');
  return [
    {
      kind: 'approval',
      approvedAt: read.approved_at,
      maxUses: read.max_uses ?? 1,
      ...(read.approval_id !== undefined && { approvalId: read.approval_id }),
      ...(read.expires_at !== undefined && { expiresAt: read.expires_at }),
      ...(read.approved_by !== undefined && { approvedBy: read.approved_by }),
      ...(read.server_name !== undefined && { serverName: read.server_name }),
      ...(read.tool_name !== undefined && { toolName: read.tool_name }),
      ...(read.principal_id !== undefined && { principalId: read.principal_id }),
      ...(read.arguments_sha256 !== undefined && { argumentsSha256: read.arguments_sha256 }),
    },
  ];
};

const format: Format = {
  id: 'approval',
  title: 'Approvals of calls (approval/1)',
  frames: ['json', 'csv'],
  yields: ['approval'],
  evidence: 'who approved which call, until when',
  detect: (value) => versionOf(value, 'approval') !== undefined,
  mapper: () => map,
};

export default format;

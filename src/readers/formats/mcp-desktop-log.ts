import type { Format, RecordMapper } from '../../model/format.ts';
import type { InvocationFields } from '../../model/invocation.ts';
import coverage from '../evidence/mcp-desktop-log.ts';
import { createConversation } from '../mcp/conversation.ts';
import { type DesktopLine, isDesktopLine, readDesktopLine } from '../mcp/desktop-line.ts';
import { reject } from '../native/read-fields.ts';

const fieldsOf = ({ time, server }: DesktopLine): InvocationFields => ({
  vantage: 'client',
  ...(time && { eventTime: time.milliseconds }),
  ...(time && !time.zoned && { eventTimeWithoutZone: true }),
  ...(server !== undefined && { serverName: server }),
});

const createMapper = (): RecordMapper => {
  const conversation = createConversation();
  const map: RecordMapper = (value, item) => {
    const line = readDesktopLine(value as string);
    if (!line) return reject('expected a time and "Message from client" or "Message from server", found another line');
    const { message, server = '' } = line;
    if (message) return conversation.take({ message, server, fields: fieldsOf(line), item });
    return (value as string).includes('"method":"tools/call"')
      ? reject('a tool call that is cut short before its tool is named')
      : [];
  };
  return Object.assign(map, { end: conversation.end });
};

const format: Format = {
  id: 'mcp-desktop-log',
  title: 'Logs of MCP desktop clients (mcp.log, mcp-server-NAME.log)',
  frames: ['text'],
  yields: ['invocation'],
  evidence: 'which tool was called, when, and whether it ran; neither token nor caller',
  coverage,
  detect: (value) => typeof value === 'string' && isDesktopLine(value),
  mapper: createMapper,
};

export default format;

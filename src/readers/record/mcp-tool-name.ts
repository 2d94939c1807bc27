const PREFIX = 'mcp__';
const SEPARATOR = '__';

/** Server and tool of `mcp__SERVER__TOOL`, as Claude Code names the tools of MCP servers; `undefined` for any other name. */
export const readMcpToolName = (name: string): { readonly server: string; readonly tool: string } | undefined => {
  if (!name.startsWith(PREFIX)) return undefined;
  const end = name.indexOf(SEPARATOR, PREFIX.length + 1);
  const tool = name.slice(end + SEPARATOR.length);
  return end === -1 || tool === '' ? undefined : { server: name.slice(PREFIX.length, end), tool };
};

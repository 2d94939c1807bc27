import { describe, expect, it } from 'vitest';
import { matchesResource } from '../../src/lib/resource-identifier.ts';

describe('matchesResource', () => {
  it.each([
    ['https://example.com/mcp', 'https://example.com/mcp', 'exact'],
    ['api://9f1c', 'api://9f1c', 'exact'],
    ['vault', 'vault', 'exact'],
    ['HTTPS://Example.COM/mcp', 'https://example.com/mcp', 'folded'],
    ['https://example.com:443/mcp', 'https://example.com/mcp', 'folded'],
    ['http://example.com:80', 'http://example.com/', 'folded'],
    ['https://example.com/mcp/', 'https://example.com/mcp', 'folded'],
    ['https://example.com/mcp', 'https://example.com/mcp/', 'folded'],
    ['https://[2001:DB8::1]:443/mcp', 'https://[2001:db8::1]/mcp', 'folded'],
  ])('%s names %s', (audience, identifier, how) => {
    expect(matchesResource([audience], [identifier])).toBe(how);
  });

  it.each([
    ['https://example.com/MCP', 'https://example.com/mcp'],
    ['https://example.com/mcp//', 'https://example.com/mcp'],
    ['https://example.com/mcp/admin', 'https://example.com/mcp'],
    ['https://example.com', 'https://example.com/mcp'],
    ['https://example.com/mcpxxxx', 'https://example.com/mcp'],
    ['https://example.com:8443/mcp', 'https://example.com/mcp'],
    ['http://example.com/mcp', 'https://example.com/mcp'],
    ['http://example.com:443/mcp', 'http://example.com/mcp'],
    ['https://example.com/mcp?tenant=a/', 'https://example.com/mcp?tenant=a'],
    ['https://User@example.com/', 'https://user@example.com'],
    ['https://example.com.evil.example/mcp', 'https://example.com/mcp'],
    ['Vault', 'vault'],
    ['urn:acme:Vault', 'urn:acme:vault'],
    ['', 'https://example.com/mcp'],
  ])('%s does not name %s', (audience, identifier) => {
    expect(matchesResource([audience], [identifier])).toBeUndefined();
  });

  it('prefers an exact match among several', () => {
    expect(matchesResource(['https://a.example/', 'b'], ['https://a.example', 'b'])).toBe('exact');
  });

  it('finds nothing among none', () => {
    expect(matchesResource([], ['https://a.example'])).toBeUndefined();
    expect(matchesResource(['https://a.example'], [])).toBeUndefined();
  });
});

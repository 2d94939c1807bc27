import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { matchesResource } from '../../src/lib/resource-identifier.ts';

/** Tables of others, which lie beside a checkout of the project and not in it. */
const shared = fileURLToPath(new URL('../../../shared/vectors/tables/', import.meta.url));
const missing = !existsSync(shared);
const read = <Content>(name: string): Content => JSON.parse(readFileSync(`${shared}${name}.json`, 'utf8')) as Content;

/** Where we refuse what others accept: a path below a resource is another resource (contract, `audience/mismatch`). */
const isBelow = (audience: string, resource: string): boolean => audience.startsWith(`${resource.replace(/\/$/, '')}/`);

/** And names that are no URL are compared byte for byte. */
const isBareName = (audience: string): boolean => !audience.includes('://');

/** Where we accept what others refuse: one trailing slash is folded, and said so. */
const differsByOneSlash = (a: string, b: string): boolean => `${a}/` === b || a === `${b}/`;

const hasSamePlace = (a: string, b: string): boolean => a === b || differsByOneSlash(a, b);

interface ResourceRow {
  readonly requestedResource: string;
  readonly configuredResource: string;
  readonly allowed: boolean;
}

interface AudienceRow {
  readonly allowed: readonly string[];
  readonly requested: readonly string[];
  readonly ok: boolean;
}

describe.skipIf(missing)(`audiences${missing ? ' (skipped: no ../shared/vectors beside this checkout)' : ''}`, () => {
  it.each(missing ? [] : read<{ resourceMatches: ResourceRow[] }>('mcp-sdk-resource-matching').resourceMatches)(
    'MCP SDK: $requestedResource for $configuredResource: $allowed',
    ({ requestedResource, configuredResource, allowed }) => {
      const accepted = matchesResource([requestedResource], [configuredResource]) !== undefined;
      if (accepted && !allowed) expect(differsByOneSlash(requestedResource, configuredResource)).toBe(true);
      if (!accepted && allowed) expect(isBelow(requestedResource, configuredResource)).toBe(true);
    },
  );

  const strategies = missing ? {} : read<{ audience: Record<string, AudienceRow[]> }>('fosite-audience-scope').audience;
  const rows = Object.entries(strategies).flatMap(([strategy, each]) => each.map((row, index) => ({ ...row, strategy, index })));

  it.each(rows)('fosite: $strategy $index', ({ allowed, requested, ok }) => {
    const accepted = requested.every((audience) => matchesResource([audience], allowed) !== undefined);
    if (accepted && !ok)
      expect(requested.some((audience) => allowed.some((resource) => hasSamePlace(audience, resource)))).toBe(true);
    if (!accepted && ok)
      expect(requested.some((audience) => isBareName(audience) || allowed.some((resource) => isBelow(audience, resource)))).toBe(
        true,
      );
  });
});

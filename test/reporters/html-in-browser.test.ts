import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Finding, Report } from '../../src/model/report.ts';
import html from '../../src/reporters/html.ts';
import { createMarks } from '../injection/marks.ts';
import { poisoned } from '../injection/poison.ts';
import { manyFindings } from './many-findings.ts';
import { rendered, report } from './reports.ts';

const PLACES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const executablePath = PLACES.find((path) => path !== undefined && path !== '' && existsSync(path));

let browser: Browser;
let folder: string;
let page: Page;
/** Everything that the page said or asked for besides itself. */
let heard: string[] = [];

const open = async (of: Report, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
  const path = join(folder, 'report.html');
  writeFileSync(path, rendered(html, of));
  page = await browser.newPage(options);
  page.on('console', (message) => heard.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => heard.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => request.url() === pathToFileURL(path).href || heard.push(`request: ${request.url()}`));
  await page.goto(pathToFileURL(path).href);
  return page;
};

const shown = (): Promise<string | null> => page.locator('#shown').textContent();
const column = (number: number): Promise<string[]> =>
  page.locator(`#list tbody tr:not(.detail) > :nth-child(${number})`).allInnerTexts();

const where = executablePath === undefined ? 'in a browser (left out: no Chromium found; name one in CHROMIUM)' : 'in a browser';

describe.skipIf(executablePath === undefined)(where, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bindcheck-html-'));
    browser = await chromium.launch({ executablePath: executablePath as string, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    await page.close();
    expect(heard).toEqual([]);
    heard = [];
  });

  test.each(['light', 'dark'] as const)('in %s, draws its pictures and lists its findings', async (colorScheme) => {
    await open(report('canonical'), { colorScheme });
    expect(await shown()).toBe('14 of 14 findings');
    for (const picture of ['.bar', '.chart', '.squares', '.lane', '#coverage .row-bar']) {
      const box = await page.locator(picture).first().boundingBox();
      expect(box?.width, picture).toBeGreaterThan(10);
      expect(box?.height, picture).toBeGreaterThan(5);
    }
    const painted = 'getComputedStyle(document.querySelector(".chart .fill-L2")).fill';
    expect(await page.evaluate(painted)).toMatch(/^rgb\((?!0, 0, 0)/);
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 27)' : 'rgb(251, 251, 250)');
  });

  test('has no part wider than the window, on a telephone neither', async () => {
    for (const width of [1280, 390]) {
      await open(report('canonical'), { viewport: { width, height: 800 } });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      if (width === 1280) await page.close();
    }
  });

  test('every text can be told from its ground', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await open(report('canonical'), { colorScheme });
      expect(await page.evaluate(LEAST_CONTRAST)).toBeGreaterThanOrEqual(4.5);
      if (colorScheme === 'light') await page.close();
    }
  });

  test('finds by several words, anywhere in a finding', async () => {
    await open(report('canonical'));
    await page.getByLabel('Search').fill('GIT-mcp scope');
    expect(await column(2)).toEqual([expect.stringContaining('scope/insufficient')]);
    await page.getByLabel('Search').fill('logs/tickets\\x1b[31m.ndjson:8');
    expect(await shown()).toBe('1 of 14 findings');
    await page.getByLabel('Search').fill('nothing has this');
    expect(await shown()).toBe('0 of 14 findings');
  });

  test('filters, sorts and opens by keyboard alone', async () => {
    await open(report('canonical'));
    await page.getByLabel('critical', { exact: true }).focus();
    await page.keyboard.press('Space');
    expect(await shown()).toBe('10 of 14 findings');
    await page.getByLabel('Family').focus();
    await page.keyboard.type('tok');
    expect(new Set((await column(2)).map((cell) => cell.split('\n')[1]?.split('/')[0]))).toEqual(new Set(['token']));
    await page.getByRole('button', { name: 'Reset' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(shown).toBe('14 of 14 findings');
    await page.getByRole('button', { name: 'times' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const times = (await column(4)).map((cell) => Number(cell.replaceAll(',', '')));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(await page.locator('[data-column=times]').getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('[aria-sort]').count()).toBe(1);
    await page.locator('.open-row').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.open-row').first().getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('.detail').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await page.locator('.detail').count()).toBe(0);
  });

  test('opens down to the evidence', async () => {
    await open(report('canonical'));
    await page.locator('.open-row', { hasText: 'Token of another server accepted' }).click();
    const detail = await page.locator('.detail').innerText();
    const [{ evidence, remediation, fingerprint }] = report('canonical').findings as [Finding];
    for (const text of [evidence[0]?.record_sha256, evidence[0]?.expected, evidence[0]?.observed, remediation, fingerprint])
      expect(detail).toContain(text);
    expect(detail).toContain('logs/tickets\\x1b[31m.ndjson:8');
    expect(detail).toContain('Insecure Authentication');
  });

  test('a number of the matrix leads to its findings', async () => {
    await open(report('canonical'));
    await page.locator('.matrix a[data-server="git-mcp"][data-family="scope"]').focus();
    await page.keyboard.press('Enter');
    expect(await column(2)).toEqual([expect.stringContaining('scope/insufficient')]);
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('findings-title');
  });

  test('tells parts, pictures and columns to a screen reader', async () => {
    await open(report('canonical'));
    const tree = await page.locator('body').ariaSnapshot();
    for (const part of ['Findings', 'How far the evidence goes', 'Compliance'])
      expect(tree).toContain(`heading "${part}" [level=2]`);
    expect(tree).toMatch(/img "601 bound, 370 unbound on their own/);
    expect(tree).toMatch(/img "The ladder over time"/);
    expect(tree).toContain('search "Filter findings"');
    expect(tree).toContain('status: 14 of 14 findings');
  });

  test('prints the list and the pictures without what only a screen needs', async () => {
    await open(report('canonical'), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#filters').isVisible()).toBe(false);
    expect(await page.locator('.chart').isVisible()).toBe(true);
    expect(await page.locator('#list tbody tr').count()).toBe(14);
    expect(await page.locator('nav').first().isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    expect(await page.evaluate('getComputedStyle(document.querySelector(".chip")).backgroundColor')).toBe('rgb(251, 227, 233)');
    await page.setViewportSize({ width: 718, height: 1000 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(718);
    expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('runs nothing that a log brought', async () => {
    const attack = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"><svg onload=alert(3)>' onfocus='alert(4)`;
    const given = report('canonical');
    const [first] = given.findings as [Finding];
    const values = { server_name: { count: 1, values: [attack] } };
    const hostile = { ...first, title: attack, remediation: attack, about: { server_name: attack, [attack]: attack }, values };
    await open({ ...given, findings: [hostile], sources: given.sources.map((source) => ({ ...source, path: attack })) });
    await page.locator('.open-row').click();
    expect(await page.locator('.detail').innerText()).toContain(attack);
    await page.locator('.matrix a').first().click();
    expect(await shown()).toBe('1 of 1 findings');
    expect(await page.locator('img, script:not(#data)').count()).toBe(1);
  });

  test.each([0, 19, 38])('runs nothing of a report that somebody has saved, its texts from payload %d on', async (first) => {
    const hostile = poisoned(createMarks(first));
    await open(hostile);
    const rows = page.locator('.open-row');
    expect(await rows.count()).toBe(hostile.findings.length);
    for (let row = 0; row < hostile.findings.length; row++) await rows.nth(row).click();
    expect(await page.locator('.detail').count()).toBe(hostile.findings.length);
    expect(await page.locator('img, script:not(#data), iframe, object, embed, base, a[href]:not([href^="#"])').count()).toBe(1);
    expect(await page.locator('main > section').count()).toBeGreaterThan(5);
  });

  test.each(['empty', 'no-execution', 'no-policy'] as const)('%s is shown without a complaint', async (name) => {
    await open(report(name));
    expect(await page.locator('h2').first().isVisible()).toBe(true);
  });

  /** Tried again where it fails: on a machine that is busy with something else the times say nothing. */
  test('with 50,000 findings paints, is ready and filters within two seconds each', { timeout: 120_000, retry: 2 }, async () => {
    await open(manyFindings(50_000, 1));
    expect(await shown()).toBe('50,000 of 50,000 findings');
    const painted = 'performance.getEntriesByName("first-contentful-paint")[0].startTime';
    expect(await page.evaluate(painted)).toBeLessThan(2000);
    expect(await page.evaluate('performance.getEntriesByType("navigation")[0].domInteractive')).toBeLessThan(2000);
    const search = `(() => {
      const begun = performance.now();
      const field = document.getElementById('search');
      field.value = 'client-49999 docs';
      field.dispatchEvent(new Event('input', { bubbles: true }));
      document.body.offsetHeight;
      return performance.now() - begun;
    })()`;
    expect(await page.evaluate(search)).toBeLessThan(2000);
    expect(await shown()).toBe('1 of 50,000 findings');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('#page').textContent()).toBe('page 2 of 500');
    expect(await page.locator('#list tbody tr').count()).toBe(100);
  });
});

/** The least contrast (WCAG 2.2, 1.4.3) of any text on the page to the ground that it stands on. */
const LEAST_CONTRAST = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const groundOf = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = parse(getComputedStyle(each).backgroundColor);
      if ((color[3] ?? 1) > 0) return color;
    }
    return [255, 255, 255];
  };
  const contrast = (element) => {
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(groundOf(element))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const texts = [...document.querySelectorAll('body *')].filter(
    (each) => each.checkVisibility() && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '') && !each.closest('svg, option'),
  );
  return Math.min(...texts.map(contrast));
})()`;

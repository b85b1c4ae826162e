// The web app in a real browser before the real API: pages of people signed in, in the world of the stories.
import { readFileSync } from 'node:fs';
import type * as Axe from 'axe-core';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { buildWeb } from '../../scripts/parts/web.ts';
import { findChromium } from '../../scripts/parts/system-packages.ts';
import { directGateway } from '../api/direct-gateway.ts';
import { openDoor, type Door } from '../api/door.ts';

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];

export type Visit = { as?: string; language?: string; width?: number };
export type WebSystem = {
  base: string;
  door: Door;
  /** Requests that left for another host. */
  outside: string[];
  visit(options?: Visit): Promise<Page>;
  close(): Promise<void>;
};

export async function startSystem(): Promise<WebSystem> {
  await buildWeb(() => undefined);
  const on: Parameters<typeof directGateway>[0] = { now: () => Date.now() };
  const door = await openDoor({ env: { WEB_DIST: 'web/dist' }, gateway: directGateway(on) });
  Object.assign(on, { db: door.worker, now: () => door.now.at });
  const browser = await openBrowser();
  const outside: string[] = [];
  return {
    base: door.url,
    door,
    outside,
    async visit({ as, language = 'en', width = 1280 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        locale: 'en-US',
        timezoneId: 'Europe/Paris',
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(10_000);
      await context.clock.install({ time: door.now.at });
      await context.addInitScript({ content: `localStorage['safeconduct.language'] ??= '${language}'` });
      if (as) await context.request.post(`${door.url}/api/v1/demo/sessions`, { data: { person: as } });
      const page = await context.newPage();
      page.on('request', (request) => {
        if (!request.url().startsWith(door.url)) outside.push(request.url());
      });
      return page;
    },
    async close() {
      await browser.close();
      await door.close();
    },
  };
}

async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
}

/** What axe finds against WCAG 2.2 A and AA, one line a finding. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    const { violations: found } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  });
}

/** Presses Tab until the field has the focus: what a person without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < 90; pressed += 1) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${target.toString()}`);
}

// The web app in a real browser before the real API: pages of people signed in, in the world of the stories.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Axe from 'axe-core';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { buildWeb } from '../../scripts/parts/web.ts';
import { findChromium } from '../../scripts/parts/system-packages.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import type { StoryPlayer } from '../../stories/run.ts';
import { createClient, explain, type Client } from '../../stories/stage/client.ts';
import { shifted, weeksBehind } from '../../stories/stage/shift.ts';
import { openStage, type System } from '../../stories/stage/system.ts';

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];

export type Visit = { as?: string; language?: string; width?: number };
export type Stop = { area: string; arrive: string; depart: string; mode: string };
export type WebSystem = Pick<System, 'base' | 'now' | 'advance' | 'stopWorker' | 'startWorker' | 'idle'> & {
  call: Client['call'];
  /** A date of the story, moved where the real clock has overtaken its world. */
  on(wall: string): string;
  /** Files an official trip and answers the id of the request. */
  file(person: string, stops: Stop[], more?: Record<string, unknown>): Promise<string>;
  /** Requests that left for another host. */
  outside: string[];
  visit(options?: Visit): Promise<Page>;
  signIn(page: Page, person: string): Promise<void>;
  /** A request as somebody reads it. */
  openRequest(person: string, id: string): Promise<Page>;
  /** A page as an Arabic reader sees it: kept as a picture, and nothing in it inaccessible. */
  lookInArabic(person: string, path: string, picture: string): Promise<void>;
  decide(decider: string, request: string, decision: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
};

export async function startSystem(player?: StoryPlayer): Promise<WebSystem> {
  await buildWeb(() => undefined);
  const world = readWorldFile('test/scenarios/world.yaml');
  const weeks = weeksBehind(world.clock, Date.now());
  const stages = openStage(shifted(world, weeks), [], player);
  const system = await stages.open(false);
  const browser = await openBrowser();
  const { base } = system;
  const { call } = createClient(base);
  const outside: string[] = [];
  const signIn = async (page: Page, person: string) =>
    void (await page.context().request.post(`${base}/api/v1/demo/sessions`, { data: { person } }));
  const visit = async ({ as, language = 'en', width = 1280 }: Visit = {}): Promise<Page> => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      locale: 'en-US',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    await context.clock.install({ time: system.now() });
    await context.addInitScript({ content: `localStorage['safeconduct.language'] ??= '${language}'` });
    const page = await context.newPage();
    if (as) await signIn(page, as);
    page.on('request', (request) => {
      if (!request.url().startsWith(base)) outside.push(request.url());
    });
    return page;
  };
  return {
    ...system,
    call,
    outside,
    signIn,
    on: (wall) => shifted(wall, weeks),
    async file(person, stops, more = {}) {
      const form = { travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', ...more };
      const moved = shifted({ ...form, stops }, weeks);
      const reply = await call(person, 'POST', '/requests', { process: 'travelClearance', form: moved });
      if (reply.status !== 201) throw new Error(`filing for ${person}: ${explain(reply)}`);
      return (reply.body as { id: string }).id;
    },
    visit,
    async openRequest(person, id) {
      const page = await visit({ as: person });
      await page.goto(`${base}/requests/${id}`);
      await page.locator('.tracker').waitFor();
      return page;
    },
    async lookInArabic(person, path, picture) {
      const page = await visit({ as: person, language: 'ar' });
      await page.goto(base + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      await shoot(page, picture);
      const found = await violations(page);
      if (found.length > 0) throw new Error(found.join('\n'));
      await page.context().close();
    },
    async decide(decider, request, decision) {
      const reply = await call(decider, 'POST', `/requests/${request}/decisions`, decision);
      if (reply.status !== 200) throw new Error(`${decider} decides: ${explain(reply)}`);
    },
    async close() {
      await browser.close();
      await system.close();
      await stages.close();
    },
  };
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  return chromium.launch({ executablePath, args: ['--no-sandbox', ...quiet] });
}

export const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, page.getByRole('button', { name }).first());
  await page.keyboard.press('Enter');
};

/** A picture of the whole page, where SHOTS names a folder to keep it in. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
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
    if (await target.and(target.page().locator(':focus')).count()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${target.toString()}`);
}

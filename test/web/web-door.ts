// The web app in a real browser before the door of the API, where the test holds the clock and what Temporal would say.
import type { Page } from 'playwright-core';
import { openSession } from '../../api/session.ts';
import { buildWeb } from '../../scripts/parts/web.ts';
import { openDoor, type Door, type DoorOptions } from '../api/door.ts';
import { openBrowser, shoot, violations } from '../support/web.ts';

export type WebDoor = Door & {
  visit(options?: { as?: string; language?: string; width?: number }): Promise<Page>;
  /** As an Arabic reader on a phone sees it: kept as a picture, nothing inaccessible, nothing beside the page. */
  lookInArabic(person: string, path: string, picture: string, ready?: (page: Page) => Promise<void>): Promise<void>;
};

export async function openWebDoor(options: DoorOptions = {}): Promise<WebDoor> {
  await buildWeb(() => undefined);
  const door = await openDoor({ ...options, env: { WEB_DIST: 'web/dist', ...options.env } });
  const browser = await openBrowser();
  const visit: WebDoor['visit'] = async ({ as, language = 'en', width = 1280 } = {}) => {
    const context = await browser.newContext({
      ...{ viewport: { width, height: 900 }, locale: 'en-US', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' },
    });
    context.setDefaultTimeout(15_000);
    await context.clock.install({ time: door.now.at });
    await context.addInitScript({ content: `localStorage['safeconduct.language'] ??= '${language}'` });
    const page = await context.newPage();
    if (as) {
      const value = await openSession(door.deps, { person: as, kind: 'demo' });
      await context.addCookies([{ name: 'safeconduct', value, url: door.url }]);
    }
    return page;
  };
  return {
    ...door,
    visit,
    async lookInArabic(person, path, picture, ready = async () => undefined) {
      const page = await visit({ as: person, language: 'ar', width: 390 });
      await page.goto(door.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      await ready(page);
      await shoot(page, picture);
      const beside = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      const found = await violations(page);
      if (beside > 0) found.push(`${beside} pixels beside the page`);
      if (found.length > 0) throw new Error(found.join('\n'));
      await page.context().close();
    },
    async close() {
      await browser.close();
      await door.close();
    },
  };
}

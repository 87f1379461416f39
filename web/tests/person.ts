import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page, type Request } from '@playwright/test';
import { ADMINISTRATOR, serveExample } from './server';

export { expect };

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs in as the page that asks for it lets one. */
export async function signIn(page: Page) {
  await page.getByLabel('E-mail address').fill(ADMINISTRATOR.email);
  await page.getByLabel('Password').fill(ADMINISTRATOR.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
}

/** What proves that a request comes from our own page. */
export const token = async (page: Page) =>
  (await page.context().cookies()).find((it) => it.name === 'XSRF-TOKEN')?.value ?? '';

/** Waits until all that fades in or moves has come, but for what turns for ever. */
export async function still(page: Page) {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((it) => it.playState !== 'running' || it.effect?.getComputedTiming().endTime === Infinity),
  );
}

const asked = new WeakMap<Page, Set<Request>>();

/** Keeps what a page asked for and has not got yet; news that are listened to never end. */
function watch(page: Page) {
  const open = new Set<Request>();
  asked.set(page, open);
  page.on('request', (request) => request.resourceType() !== 'eventsource' && open.add(request));
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

/** Waits until all that a page asked for has come and is drawn: twice, as one thing may lead to another. */
export async function settled(page: Page) {
  const idle = () => page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
  const isQuiet = async () => {
    await idle();
    const open = asked.get(page)?.size ?? 0;
    await idle();
    return open + (asked.get(page)?.size ?? 0);
  };
  await expect.poll(isQuiet).toBe(0);
  await page.getByLabel('Loading').first().waitFor({ state: 'detached' });
  await still(page);
}

async function seriousHindrances(page: Page): Promise<string[]> {
  await still(page);
  const found = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .exclude('[data-tabster-dummy]') // Fluent's own, which keep the focus within a group
    .exclude('iframe') // a message is its author's, and nothing can run in it
    .setLegacyMode() // no page of its own to put frames' results together, which are left out
    .analyze();
  return found.violations
    .filter((it) => it.impact === 'serious' || it.impact === 'critical')
    .map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(' | ')}`);
}

/** Fails with what hinders people with impairments seriously, and is not just fading away. */
export async function expectAccessible(page: Page) {
  await expect(
    page.locator('#root:not([aria-hidden]), [aria-modal="true"]'),
    'a dialog that has closed gives the page back',
  ).not.toHaveCount(0);
  await expect.poll(() => seriousHindrances(page), { timeout: 30_000 }).toEqual([]);
}

/** A test by the administrator, signed in. It fails on anything that goes wrong in the browser unseen. */
export const test = base.extend<object, { server: string; session: StorageState }>({
  server: [
    async ({}, use) => {
      const served = await serveExample();
      await use(served.base);
      await served.end();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  session: [
    async ({ browser, server }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${server}/login`);
      await signIn(page);
      await use(await context.storageState());
      await context.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server),
  storageState: async ({ session }, use) => use(session),
  page: async ({ page }, use, test) => {
    watch(page);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // Chromium itself tries to keep the look of a text that is put into an editor; that is refused, and no matter.
      const text = message.text();
      if (
        message.type() === 'error' &&
        text.includes('Content Security Policy') &&
        !text.startsWith('Applying inline')
      ) {
        faults.push(text);
      }
    });
    await use(page);
    if (test.status === 'passed') {
      expect(faults).toEqual([]); // the picture of a failure is itself against the policy
    }
  },
});

import type { Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './person';
import { emptyFolder, serve, type Served } from './server';

let served: Served;

test.beforeAll(async () => {
  test.setTimeout(180_000); // a server starts
  served = await serve(emptyFolder());
});
test.afterAll(async () => {
  test.setTimeout(180_000); // it ends with what it is doing
  await served.end();
});

test('on a new installation the sample data is one click away, and leads to the first message', async ({ browser }) => {
  test.slow();
  const context = await browser.newContext({ baseURL: served.base, storageState: { cookies: [], origins: [] } });
  const page: Page = await context.newPage();
  await page.goto('/');
  await signIn(page);
  await expect(page.getByRole('heading', { name: '1. Bring contacts' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '3. Make a journey' })).toBeVisible();
  await page.screenshot({ path: 'target/screenshots/light/new-home.png' });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Bring in the sample data' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome, readers' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('No problems');
  await page.screenshot({ path: 'target/screenshots/light/new-journey-sample.png' });
  await page.getByRole('button', { name: 'Go live' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Go live' }).click();
  await expect(page.getByText('Live', { exact: true }).last()).toBeVisible();
  await page.getByRole('link', { name: 'Inbox' }).click();
  await page
    .getByRole('link', { name: /Welcome to Lighthouse Books/ })
    .first()
    .click();
  await expect(page.frameLocator('iframe').getByText('Good to have you')).toBeVisible();
  await page.getByRole('link', { name: 'Home' }).click();
  await expect(page.getByText('Three steps to the first message')).toBeHidden();
  await context.close();
});

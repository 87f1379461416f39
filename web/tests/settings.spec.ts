import type { Page } from '@playwright/test';
import { expect, expectAccessible, test, token } from './person';

test('the emergency stop stops all sending, shows on Home, and is released', async ({ page }) => {
  await page.goto('/settings/channels');
  await page.getByRole('button', { name: 'Emergency stop' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Why').fill('Wrong prices');
  await dialog.getByRole('button', { name: 'Emergency stop' }).click();
  await expect(page.getByText('All sending is stopped')).toBeVisible();
  await expect(page.getByText('Wrong prices')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Needs attention' })).toContainText('All sending is stopped.');
  await page.getByRole('button', { name: 'Go to Channels' }).click();
  await page.getByRole('button', { name: 'Release' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Release' }).click();
  await expect(page.getByText('Messages leave as journeys decide.')).toBeVisible();
});

test('tables are searched, sorted and filtered', async ({ page }) => {
  await page.goto('/settings/tables');
  const table = page.getByRole('table', { name: 'Tables' });
  const rows = table.getByRole('columnheader', { name: 'Rows' }).getByRole('button');
  await rows.click();
  await rows.click();
  await expect(table.getByRole('row').nth(1)).toContainText('purchase');
  await page.getByRole('combobox', { name: 'Source' }).selectOption('Customer Insights');
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Search' }).fill('store');
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(table.getByRole('row', { name: /store/ })).toBeVisible();
});

test('a token is shown once, works, and is revoked', async ({ page, playwright, baseURL }) => {
  await page.goto('/settings/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Name').fill('shop');
  await dialog.getByRole('checkbox', { name: 'Write rows, events and interactions' }).check();
  await dialog.getByRole('button', { name: 'New token' }).click();
  const key = await page.getByRole('textbox', { name: /shown only once/ }).inputValue();
  const program = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { Authorization: `Bearer ${key}` },
    storageState: { cookies: [], origins: [] },
  });
  expect((await program.get('/api/v1/segments')).status()).toBe(200);
  await page.getByRole('radio', { name: 'Select shop' }).click();
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('row', { name: /shop/ })).toContainText('Revoked');
  expect((await program.get('/api/v1/segments')).status()).toBe(401);
  await program.dispose();
});

/** A draft with a tile of each kind that has something to press. */
const DRAFT = {
  audience: { segments: ['Big spenders'], exclude: ['Employees'] },
  frequency: 'one-time',
  exit: { segments: ['Active'], events: ['account-closed'] },
  steps: [
    { email: 'welcome' },
    { branch: [{ if: "in segment 'Gold'", steps: [] }, { else: [] }] },
    { split: [{ share: '30%', steps: [] }] },
    { wait: { at: '10:00', on: ['sat'] } },
    { set: { tier: 'gold' } },
  ],
};

/** What somebody who may not change anything finds in the builder and on the canvas: nothing to press in vain. */
async function expectNothingToChange(viewer: Page) {
  await viewer.goto('/audience/segments/Summer%20list/builder');
  await expect(viewer.getByTestId('count')).toHaveText(/\d/);
  const content = viewer.getByRole('main');
  await expect(content.getByRole('button')).toHaveText(['Close']);
  await expect(content.getByRole('combobox')).toHaveCount(0);

  for (const journey of ['For viewers', 'Welcome']) {
    await viewer.goto(`/engagement/journeys/${encodeURIComponent(journey)}`);
    await expect(viewer.getByText(/lets you read it|only read/)).toBeVisible();
    const keys = await viewer
      .locator('[data-tile]')
      .evaluateAll((all) => all.map((it) => it.getAttribute('data-tile')));
    for (const key of keys) {
      await viewer.locator(`[data-tile="${key}"]`).click();
      const pane = viewer.getByRole('complementary');
      await expect(pane.locator('button:disabled:not([aria-pressed]):visible')).toHaveCount(0);
      await expect(pane.getByRole('button', { name: /Look for|Add|Remove|Take out|New/ })).toHaveCount(0);
      await expect(pane.getByRole('textbox', { disabled: false })).toHaveCount(0);
    }
    await viewer.keyboard.press('Delete');
    await expect(viewer.locator('[data-tile]')).toHaveCount(keys.length);
    await expect(content.getByRole('button', { name: /^Add a tile|Save|Go live|Undo|Copy|Stop/ })).toHaveCount(0);
    await expectAccessible(viewer);
  }
  for (const path of ['audience/new-segment', 'engagement/new-journey', 'engagement/new-message']) {
    await viewer.goto(`/${path}`);
    await expect(content).toContainText('Your role lets you look, not change');
    await expect(content.getByRole('button')).toHaveCount(0);
  }
}

test('somebody invited comes in as a viewer, sees, and changes nothing', async ({ page, browser, baseURL }) => {
  await page.goto('/');
  const made = await page.request.put('/api/v1/journeys/For%20viewers', {
    headers: { 'X-XSRF-TOKEN': await token(page), 'If-None-Match': '*' },
    data: DRAFT,
  });
  expect(made.status()).toBe(201);
  await page.goto('/settings/users');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('E-mail address').fill('vera@harbour.example');
  await dialog.getByLabel('Role').selectOption('Viewer');
  await dialog.getByRole('button', { name: 'Invite somebody' }).click();
  const link = await page.getByRole('textbox', { name: /shown only once/ }).inputValue();

  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: baseURL ?? '' });
  const viewer = await context.newPage();
  await viewer.goto(link);
  await viewer.getByLabel('Name').fill('Vera');
  await viewer.getByLabel('New password').fill('only looking on');
  await viewer.getByRole('button').click();
  await viewer.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  await viewer.goto('/audience/segments');
  await viewer.getByRole('radio', { name: 'Select Gold' }).click();
  await expect(viewer.getByRole('button', { name: 'Open segment' })).toBeEnabled();
  await expect(viewer.getByRole('button', { name: 'Delete' })).toBeHidden();
  await expect(viewer.getByRole('button', { name: '+ New journey' })).toBeHidden();
  await expect(viewer.getByRole('link', { name: /Users|API tokens|Audit log/ })).toHaveCount(0);
  await viewer.goto('/settings/channels');
  await expect(viewer.getByRole('button', { name: 'Emergency stop' })).toBeHidden();
  await expectNothingToChange(viewer);
  await context.close();

  await page.goto('/settings/audit');
  await expect(page.getByRole('table', { name: 'Audit log' })).toContainText('vera@harbour.example');
  await page.getByRole('button', { name: 'Before and after' }).first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a source says how it is, and is refreshed', async ({ page }) => {
  await page.goto('/settings/sources');
  await expect(page.getByText(/5,000 profiles/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Refresh now' }).click();
  await expect(page.getByText('Being refreshed now').or(page.getByText(/seconds? ago/))).toBeVisible();
  await expectAccessible(page);
});

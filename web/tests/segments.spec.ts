import { expect, expectAccessible, test, token } from './person';

test('the list of segments shows each with its source, and is searched, sorted and filtered', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Segments', exact: true }).click();
  const table = page.getByRole('table', { name: 'Segments' });
  await expect(table.getByRole('row', { name: /Gold/ }).first()).toContainText('Outbound marketing');
  await expect(table.getByRole('row', { name: /At risk of churn/ })).toContainText('Customer Insights');
  for (const column of [
    'Name',
    'Source',
    'Audience type',
    'Kind',
    'Members',
    'Change over 7 days',
    'As of',
    'Used by',
  ]) {
    await expect(table.getByRole('columnheader', { name: column })).toBeVisible();
  }
  await page.getByRole('searchbox', { name: 'Search' }).fill('hamburg');
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Search' }).fill('nobody has this');
  await expect(page).toHaveURL(/search=nobody/);
  // One after the other before the page is drawn again: neither is lost.
  const clear = await page.getByRole('button', { name: 'Clear the search' }).elementHandle();
  await page.getByRole('combobox', { name: 'Source' }).evaluate((select: HTMLSelectElement, button) => {
    (button as HTMLElement).click();
    select.value = [...select.options].find((option) => option.label === 'Customer Insights')?.value ?? '';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, clear);
  await expect(table.getByRole('row')).toHaveCount(8);
  await table.getByRole('columnheader', { name: 'Members' }).getByRole('button').click();
  await table.getByRole('columnheader', { name: 'Members' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=-members/);
  await expectAccessible(page);
});

test('a selected row offers what can be done with it', async ({ page }) => {
  await page.goto('/audience/segments');
  await page.getByRole('radio', { name: 'Select Newcomers' }).click();
  const commands = page.getByRole('toolbar', { name: 'Commands for segments' });
  await commands.getByRole('button', { name: 'Copy' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Name').fill('Newcomers too');
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('link', { name: 'Newcomers too' })).toBeVisible();
  await page.getByRole('radio', { name: 'Select Newcomers too' }).click();
  await commands.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('alertdialog')).toContainText("Delete 'Newcomers too'?");
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'Newcomers too' })).toBeHidden();
});

test('what is used is not deleted, and the users are named', async ({ page }) => {
  await page.goto('/audience/segments');
  await page.getByRole('radio', { name: 'Select Employees' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Welcome');
});

test('a segment of Customer Insights leads to its page there', async ({ page, context }) => {
  await page.goto('/audience/segments/High%20lifetime%20value');
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Open segment' }).click();
  await expect.poll(async () => (await opened).url()).toContain('/segments/');
});

test('the details of a segment show its members, its growth, what it says and what uses it', async ({ page }) => {
  await page.goto('/audience/segments/Gold');
  await expect(page.getByTestId('members')).toHaveText(/^[\d,]+$/);
  await expect(page.getByRole('region', { name: 'Definition' })).toContainText("in segment 'Big spenders'");
  await expect(page.getByRole('region', { name: 'Used by' })).toContainText('Renewal reminder');
  await expect(page.getByRole('region', { name: 'Growth' }).locator('svg').first()).toBeVisible();

  await page.getByRole('tab', { name: /^Members \([\d,]+\)$/ }).click();
  const members = page.getByRole('table', { name: 'Members' });
  const firstName = members.getByRole('columnheader', { name: 'first_name' }).getByRole('button');
  await firstName.click();
  await firstName.click();
  await expect(members.getByRole('row').nth(1)).toContainText('陽菜');
  await page.getByRole('searchbox', { name: 'Search' }).fill('ayse.vogel');
  await expect(members.getByRole('row')).toHaveCount(2);
  await page.reload();
  await expect(members.getByRole('row')).toHaveCount(2);
  await expect(members.getByRole('link', { name: 'c00001' })).toHaveAttribute('href', /\/contact\/c00001$/);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test('counts move while one looks on', async ({ page }) => {
  await page.goto('/audience/segments/Employees');
  await expect(page.getByTestId('members')).toHaveText(/^[\d,]+$/);
  const before = Number((await page.getByTestId('members').textContent())?.replaceAll(',', ''));
  const token = (await page.context().cookies()).find((it) => it.name === 'XSRF-TOKEN')?.value ?? '';
  const answer = await page.request.put('/api/v1/tables/contact/rows/new-colleague', {
    headers: { 'X-XSRF-TOKEN': token },
    data: { employee: true },
  });
  expect(answer.ok()).toBe(true);
  await expect(page.getByTestId('members')).toHaveText((before + 1).toLocaleString('en-GB'));
  const removed = await page.request.delete('/api/v1/tables/contact/rows/new-colleague', {
    headers: { 'X-XSRF-TOKEN': token },
  });
  expect(removed.status()).toBe(204);
  await expect(page.getByTestId('members')).toHaveText(before.toLocaleString('en-GB'));
});

test('a lost connection shows, heals by itself and misses nothing', async ({ page, context }) => {
  await page.goto('/audience/segments/Employees');
  const members = page.getByTestId('members');
  await expect(members).toHaveText(/^[\d,]+$/);
  await expect(page.getByRole('region', { name: 'Growth' }).locator('svg').first()).toBeVisible();
  const before = Number((await members.textContent())?.replaceAll(',', ''));
  const status = page.getByRole('status').first();
  await expect(status).toContainText('Live');
  await context.setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await expect(status).toContainText('Connection lost');
  const row = '/api/v1/tables/contact/rows/missed-colleague';
  const headers = { 'X-XSRF-TOKEN': await token(page) };
  expect((await page.request.put(row, { headers, data: { employee: true } })).ok()).toBe(true);
  await context.setOffline(false);
  await expect(status).toContainText('Live', { timeout: 20_000 });
  await expect(members).toHaveText((before + 1).toLocaleString('en-GB'));
  await page.request.delete(row, { headers });

  // A page that could not be fetched meanwhile comes as soon as it can.
  await context.setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await page.getByRole('link', { name: 'Consent' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This did not work' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { level: 1, name: 'Consent' })).toBeVisible();
});

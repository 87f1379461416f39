import { expect, expectAccessible, test } from './person';

test('a person is found and followed: attributes, segments, journeys, timeline', async ({ page }) => {
  await page.goto('/audience/contacts');
  const contacts = page.getByRole('table', { name: 'Contacts' });
  const country = contacts.getByRole('columnheader', { name: 'country' }).getByRole('button');
  await country.click();
  await expect(contacts.getByRole('row').nth(1)).toContainText('AT');
  await country.click();
  await expect(page).toHaveURL(/sort=-country/);
  await expect(contacts.getByRole('row').nth(1)).toContainText('US');
  await page.getByRole('searchbox', { name: 'Search' }).fill('c00001');
  await page.getByRole('link', { name: 'c00001' }).click();
  await expect(page.getByRole('region', { name: 'Attributes' })).toContainText('c00001');
  await expect(page.getByRole('region', { name: 'Segments' })).toContainText('since');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Joined segment');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Rests at Wait 4 days in Summer offer');
  await expectAccessible(page);
});

test('contacts come from a CSV file: mapped, tried, imported, and what does not fit to download', async ({ page }) => {
  await page.goto('/audience/contacts');
  await page.getByRole('button', { name: 'Import contacts' }).click();
  const busy = { status: 429, code: 'busy', detail: 'other files are being looked at just now' };
  await page.route('**/dry-run', (route) => route.fulfill({ status: 429, json: busy }), { times: 1 });
  await page.getByLabel('File').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      'No.,Mail,first_name\nfair-1,a@fair.example,Ada\nfair-2,b@fair.example,Bo\n,c@fair.example,Cy\n',
    ),
  });
  await page.getByRole('combobox', { name: 'No.' }).selectOption('id');
  await page.getByRole('combobox', { name: 'Mail' }).selectOption('email');
  const trial = page.getByRole('region', { name: 'Dry run' });
  await expect(trial).toContainText("the key 'id' is missing");
  await trial.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('2 rows were taken in, 1 rejected.')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the rejected rows' }).click();
  expect((await download).suggestedFilename()).toMatch(/rejected.*csv/);
  await expectAccessible(page);
  await page.goto('/audience/contacts/contact/fair-2');
  await expect(page.getByRole('heading', { name: 'Bo' })).toBeVisible();
});

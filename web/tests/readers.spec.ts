import type { BrowserContext, FrameLocator, Page } from '@playwright/test';
import { expect, expectAccessible, test } from './person';

/** A contact who joins today, and so is welcomed at once. */
async function join(page: Page, id: string) {
  const cookies = await page.context().cookies();
  const token = cookies.find((it) => it.name.endsWith('XSRF-TOKEN'))?.value ?? '';
  const today = new Date().toISOString().slice(0, 10);
  const answer = await page.request.post('/api/v1/tables/contact/rows', {
    headers: { 'X-XSRF-TOKEN': token },
    data: { id, email: `${id}@harbour.example`, first_name: id, joined: today, language: 'en', opted_in: true },
  });
  expect(answer.status()).toBe(200);
}

/** Opens their letter in the inbox, as they do. */
async function openLetter(page: Page, id: string, subject: RegExp): Promise<FrameLocator> {
  const letter = page.getByRole('table', { name: 'Inbox' }).getByRole('link', { name: subject }).first();
  await expect(async () => {
    await page.goto(`/engagement/inbox?search=${id}`);
    await expect(letter).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await letter.click();
  const frame = page.frameLocator('iframe[title="The message"]');
  await expect(frame.locator('body')).not.toBeEmpty();
  return frame;
}

async function follow(page: Page, frame: FrameLocator, link: string | RegExp): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await frame.getByRole('link', { name: link }).click();
  return await opened;
}

/** What a letter leads to stands elsewhere, where tests do not go. */
async function keepHere(context: BrowserContext) {
  await context.route('https://harbour.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Our shops</h1>' }),
  );
}

const timeline = (page: Page) => page.getByRole('list', { name: 'Timeline' });

test('opening a letter moves its reader, and following a link takes the branch', async ({ page, context }) => {
  await keepHere(context);
  await join(page, 'reader-ann');
  const frame = await openLetter(page, 'reader-ann', /first cup/);
  const letter = page.url();
  await page.goto('/audience/contacts/contact/reader-ann');
  await expect(timeline(page)).toContainText('Opened welcome');
  await expect(page.getByText(/^at Wait for any\(clicked/)).toBeVisible();

  await page.goto(letter);
  const shops = await follow(page, frame, 'Find a shop');
  await expect(shops.getByRole('heading', { name: 'Our shops' })).toBeVisible();
  expect(shops.url()).toBe('https://harbour.example/shops');
  await shops.close();
  await page.goto('/audience/contacts/contact/reader-ann');
  await expect(timeline(page)).toContainText('Clicked in welcome');
  await expect(timeline(page)).toContainText('Was sent way-to-us');
  await expect(page.getByText(/^at Wait until 10:00 on sat, sun/)).toBeVisible();
});

test('who unsubscribes gets no second letter, and may choose again', async ({ page, context }) => {
  await keepHere(context);
  await join(page, 'reader-bob');
  const frame = await openLetter(page, 'reader-bob', /first cup/);
  const reader = await follow(page, frame, 'Unsubscribe');
  await expectReaderPage(reader, 'Unsubscribe');
  await reader.getByRole('button', { name: 'Unsubscribe' }).click();
  await expectReaderPage(reader, 'You are unsubscribed');

  const shops = await follow(page, frame, 'Find a shop');
  await shops.close();
  const letter = page.url();
  await page.goto('/audience/contacts/contact/reader-bob');
  await expect(timeline(page)).toContainText('Unsubscribed by welcome');
  await expect(timeline(page)).toContainText('Was not sent Email way-to-us in Welcome (no consent)');
  const everything = page.getByRole('switch', { name: 'Advertising by E-mail' });
  await expect(everything).not.toBeChecked();
  await expectAccessible(page);

  await reader.getByRole('link', { name: /Choose what you get/ }).click();
  await expectReaderPage(reader, 'What would you like to get?');
  const box = (name: string) => reader.getByRole('checkbox', { name });
  await expect(box('Advertising by e-mail')).not.toBeChecked();
  await box('Advertising by e-mail').check();
  await box('Offers and seasons').uncheck();
  await reader.getByRole('button', { name: 'Save' }).click();
  await expectReaderPage(reader, 'Your choice is saved');
  await reader.getByRole('link', { name: 'Choose what you get' }).click();
  await expect(box('Advertising by e-mail')).toBeChecked();
  await expect(box('Offers and seasons')).not.toBeChecked();
  await expect(box('Letters for newcomers')).toBeChecked();
  await reader.close();

  await page.reload();
  await expect(everything).toBeChecked();
  await expect(page.getByRole('switch', { name: 'Offers and seasons' })).not.toBeChecked();

  await page.goto(letter);
  await page.getByRole('button', { name: 'Unsubscribe, as a mail program does' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unsubscribe' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.goto('/audience/contacts/contact/reader-bob');
  await expect(everything).not.toBeChecked();
});

/** A page for readers: in our sender's name, and for everybody. */
async function expectReaderPage(page: Page, title: string) {
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByText('Harbour', { exact: true })).toBeVisible();
}

test('consent, suppressed addresses and the records of senders are shown', async ({ page }) => {
  await page.goto('/settings/consent');
  await expect(page.getByText('Noted, unless somebody says no')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Topics' })).toContainText('Offers and seasons');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Suppress an address' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Address').fill('Nobody@Harbour.Example');
  await dialog.getByRole('button', { name: 'Suppress an address' }).click();
  const addresses = page.getByRole('table', { name: 'Suppressed addresses' });
  await expect(addresses).toContainText('Nobody@harbour.example');
  await addresses.getByRole('radio', { name: /Nobody/ }).click();
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('No address is suppressed')).toBeVisible();

  await page.goto('/settings/channels');
  const domain = page.getByRole('table', { name: 'harbour.example' });
  await expect(domain).toContainText('_dmarc.harbour.example');
  await expect(domain).toContainText('v=spf1');
  await expectAccessible(page);
});

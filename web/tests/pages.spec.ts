import { signIn, expect, expectAccessible, settled, test } from './person';

test.describe.configure({ mode: 'parallel' }); // they only look, and take long

/** All pages that have an address of their own. */
const PAGES: Record<string, string> = {
  home: '/',
  segments: '/audience/segments',
  segment: '/audience/segments/Gold',
  members: '/audience/segments/Gold?tab=members',
  builder: '/audience/segments/Gold/builder',
  contacts: '/audience/contacts',
  person: '/audience/contacts/contact/c00001',
  journeys: '/engagement/journeys',
  journey: '/engagement/journeys/Summer%20offer',
  'new-journey': '/engagement/new-journey?segment=Newcomers',
  messages: '/engagement/messages',
  message: '/engagement/messages/welcome',
  inbox: '/engagement/inbox',
  sources: '/settings/sources',
  channels: '/settings/channels',
  consent: '/settings/consent',
  tables: '/settings/tables',
  table: '/settings/tables/contact',
  import: '/settings/tables/contact/import',
  users: '/settings/users',
  tokens: '/settings/tokens',
  audit: '/settings/audit',
};

for (const theme of ['light', 'dark'] as const) {
  test(`every page looks right and can be used by everybody, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme: theme });
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await settled(page);
      await page.screenshot({ path: `target/screenshots/${theme}/${name}.png` });
      await expectAccessible(page);
    }
  });
}

test('lists and details fit a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of ['segments', 'contacts', 'person', 'journeys', 'users']) {
    await page.goto(PAGES[name] ?? '');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    await page.screenshot({ path: `target/screenshots/phone/${name}.png` });
    const content = page.locator('#content');
    expect(await content.evaluate((it) => it.scrollWidth - it.clientWidth), name).toBe(0);
  }
});

test('pages that show the same things do not spoil them for each other', async ({ page }) => {
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  await page.goto(PAGES['builder'] ?? '');
  await expect(page.getByTestId('count')).toHaveText(/\d/);
  await link('Contacts').click();
  await expect(link('c00001')).toBeVisible();
  await link('Tables').click();
  await expect(link('purchase')).toBeVisible();
  await link('Journeys').click();
  await link('Renewal reminder').click();
  await page.getByRole('button', { name: /^Wait until renewal_date/ }).click();
  await expect(page.getByRole('combobox', { name: 'Date' }).getByRole('option')).toContainText(['joined', 'birthday']);
  await link('Tables').click();
  await expect(link('purchase')).toBeVisible();
});

test('a page that is not there says so, and leads back', async ({ page }) => {
  await page.goto('/audience/nothing');
  await page.getByRole('button', { name: 'Go to Home' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('something that is not there is said in the words of the server', async ({ page }) => {
  await page.goto('/audience/segments/Nobody%20knows');
  await expect(page.getByRole('alert')).toContainText("'Nobody knows'");
});

test('whoever is not signed in is asked to, and then sees what they wanted', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('/audience/segments?search=gold');
  await page.screenshot({ path: 'target/screenshots/light/sign-in.png' });
  await signIn(page);
  await expect(page).toHaveURL(/\/audience\/segments\?search=gold$/);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  expect(await page.evaluate(() => localStorage.getItem('caravan-theme'))).toBe('dark');
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login$/);
  await context.close();
});

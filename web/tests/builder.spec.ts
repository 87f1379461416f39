import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './person';

const builder = (name: string) => `/audience/segments/${encodeURIComponent(name)}/builder`;
const query = (page: Page) => page.getByRole('textbox', { name: 'The segment as text' });
const count = async (page: Page) => Number((await page.getByTestId('count').innerText()).replaceAll(',', ''));

/** Waits until there is a number, and no other is on its way. */
async function counted(page: Page): Promise<number> {
  await expect(page.getByTestId('count')).toHaveText(/\d/);
  await expect(page.getByText('Counting')).toBeHidden();
  return await count(page);
}

async function write(page: Page, text: string) {
  await query(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

async function choose(page: Page, what: string) {
  await page.keyboard.type(what);
  await page
    .getByRole('option', { name: new RegExp(`^${what}`) })
    .first()
    .click();
}

/** A segment of its own for a test, which others may not depend on. */
async function make(page: Page, name: string, where: string) {
  await page.goto('/audience/new-segment');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await write(page, where);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(new RegExp(`${encodeURIComponent(name)}/builder`));
}

test('a segment opens read-only; Edit makes it editable, and the count is live', async ({ page }) => {
  await page.goto(builder('Summer list'));
  const conditions = page.getByRole('region', { name: 'Conditions' });
  await expect(conditions).toContainText("country in ('DE', 'AT', 'CH')");
  await expect(page.getByRole('button', { name: '+ Condition' })).toBeHidden();
  const before = await counted(page);
  await expect(page.getByText(/counted in \d+ ms/)).toBeVisible();
  await expect(conditions.getByTestId('kept').first()).toHaveText(/\d/);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('button', { name: '+ Condition' }).first().click();
  await choose(page, 'employee');
  await expect(query(page)).toContainText('and employee');
  await expect.poll(() => counted(page)).toBeLessThan(before);
  await expect(page.getByTestId('change')).toContainText('would leave');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(query(page)).not.toContainText('employee');
  await page.keyboard.press('Control+z');
  await expect.poll(() => counted(page)).toBe(before);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(page.getByRole('group', { name: 'Condition 4' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeVisible();
});

test('tree and text are in step both ways', async ({ page }) => {
  await page.goto('/audience/new-segment');
  await page.getByRole('button', { name: '+ Condition' }).click();
  await choose(page, 'purchase');
  await page.getByLabel('How many').selectOption('at least');
  await page.getByRole('textbox', { name: 'Value' }).fill('3');
  await page.getByRole('button', { name: '+ Where' }).click();
  await choose(page, 'product');
  const value = page.getByRole('combobox', { name: 'Value' });
  await value.click();
  await value.pressSequentially('coff');
  await expect(page.getByRole('option', { name: /coff/i }).first()).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(query(page)).toHaveText("count(purchase where product = 'coff') >= 3");
  await value.fill('beans');
  await page.getByRole('option', { name: /beans/i }).first().click();
  await expect(query(page)).toHaveText(/^count\(purchase where product = '.*beans.*'\) >= 3$/i);
  await counted(page);

  await write(page, "store.city = 'Hamburg' or not (in segment 'Gold' and joined within last 1 year)");
  const conditions = page.getByRole('group', { name: 'Conditions', exact: true });
  await expect(conditions.getByRole('combobox', { name: 'What it is about' }).first()).toHaveValue('store.city');
  await expect(conditions.getByRole('combobox', { name: 'Look for segment' })).toHaveValue('Gold');
  await expect(conditions.getByRole('button', { name: 'but not', pressed: true })).toHaveCount(1);
  await conditions.getByRole('spinbutton', { name: 'Amount' }).fill('2');
  await expect(query(page)).toContainText('within last 2 years');
  await page.keyboard.press('Control+z');
  await expect(query(page)).toContainText('within last 1 year');

  await write(page, 'joned = today');
  await expect(page.getByRole('alert', { name: 'Faults of the text' })).toContainText('line 1:1');
  await expect(page.getByRole('alert', { name: 'Faults of the text' })).toContainText("did you mean 'joined'?");
  await expect(page.locator('.cm-lintRange-error')).toHaveText('joned');
  await expectAccessible(page);
});

test('a new segment is saved, and what somebody else saved meanwhile is not overwritten unseen', async ({ page }) => {
  const name = `Built ${Date.now()}`;
  await make(page, name, 'employee');
  await page.getByRole('button', { name: 'Edit' }).click();
  await write(page, "store.city = 'Hamburg'");
  await counted(page);
  const path = `/api/v1/segments/${encodeURIComponent(name)}`;
  const version = (await page.request.get(path)).headers()['etag'] ?? '';
  const token = (await page.context().cookies()).find((it) => it.name === 'XSRF-TOKEN')?.value ?? '';
  const other = await page.request.put(path, {
    headers: { 'X-XSRF-TOKEN': token, 'If-Match': version },
    data: { audience: 'contact', where: "store.city = 'Berlin'" },
  });
  expect(other.ok()).toBe(true);
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('region', { name: 'Theirs' })).toContainText('Berlin');
  await expect(dialog.getByRole('region', { name: 'Yours' })).toContainText('Hamburg');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Take theirs' }).click();
  await expect(query(page)).toContainText('Berlin');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(query(page)).toContainText('Hamburg');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeVisible();
  await page.goto(`/audience/segments/${encodeURIComponent(name)}`);
  await expect(page.getByRole('region', { name: 'Definition' })).toContainText("store.city = 'Hamburg'");
});

test('what was not saved survives a reload, and leaving asks once', async ({ page }) => {
  await page.goto(builder('Newcomers'));
  await page.getByRole('button', { name: 'Edit' }).click();
  await write(page, 'joined within last 3 weeks');
  await counted(page);
  await page.reload();
  await page.getByRole('button', { name: 'Go on with them' }).click();
  await expect(query(page)).toContainText('3 weeks');
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(query(page)).toContainText('3 weeks');
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page).toHaveURL(/contacts/);
  await page.goto(builder('Newcomers'));
  await page.getByRole('button', { name: 'Discard them' }).click();
  await expect(query(page)).toContainText('2 weeks');
});

test('saving what live journeys use says so first', async ({ page }) => {
  await page.goto(builder('Newcomers'));
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Never in' }).fill('c00001');
  await counted(page);
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Welcome');
  await expect(dialog).toContainText('would join');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard changes' }).click();
});

test('a list of people is a segment too', async ({ page }) => {
  const name = `By hand ${Date.now()}`;
  await page.goto('/audience/new-segment');
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('radio', { name: /Static/ }).click();
  await page.getByRole('textbox', { name: 'Members' }).fill('c00001\nc00002\nnobody');
  await expect.poll(() => counted(page)).toBe(2);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeVisible();
  await page.goto(`/audience/segments/${encodeURIComponent(name)}`);
  await expect(page.getByTestId('members')).toHaveText('2');
});

import { expect, expectAccessible, test } from './person';

test('a message is written, checked, previewed for a real person, and deleted', async ({ page }) => {
  await page.goto('/engagement/messages');
  await page.getByRole('button', { name: '+ New message' }).click();
  await page.getByLabel('Name').fill('spring');
  const text = page.getByRole('textbox', { name: 'Text of the message' });
  await text.fill('---\nsubject: Spring, {{contact.first_nam}}\n---\n# Hello {{contact.first_name}}\n');
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('first_name');
  await text.fill('---\nsubject: Spring, {{contact.first_name}}\n---\n# Hello {{contact.first_name}}\n');
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('No problems');
  const preview = page.getByRole('region', { name: 'Preview' });
  const reader = preview.getByRole('combobox', { name: 'For' });
  await expect(reader).toHaveValue('c00001');
  await reader.fill('');
  await expect(reader).toHaveValue('');
  await reader.pressSequentially('c00002');
  await page.getByRole('option', { name: /c00002/ }).click();
  await expect(preview).toContainText('Spring, ');
  await expect(preview.frameLocator('iframe').getByRole('heading')).toContainText('Hello ');
  await preview.getByRole('tab', { name: 'Phone' }).click();
  await preview.getByRole('tab', { name: 'Plain text' }).click();
  await expect(preview.locator('pre')).toContainText('Hello');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/messages\/spring$/);
  await expectAccessible(page);
  await page.goto('/engagement/messages');
  await page.getByRole('radio', { name: 'Select spring' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('link', { name: 'spring' })).toBeHidden();
});

test('a message is sent to try it out, and read in the inbox', async ({ page }) => {
  await page.goto('/engagement/messages/first-cup');
  await page.getByRole('button', { name: 'Send test…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('for c00001');
  await expect(dialog.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
  await expect(dialog.getByRole('checkbox', { name: /To the seed list/ })).toBeDisabled();
  await dialog.getByLabel('To', { exact: true }).fill('me, you@harbour.example');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText("'me' is no email address");
  await dialog.getByLabel('To', { exact: true }).fill('kim@harbour.example');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(dialog.getByRole('status')).toContainText('In the inbox kim@harbour.example');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.goto('/engagement/inbox?search=kim@harbour.example');
  const table = page.getByRole('table', { name: 'Inbox' });
  await expect(table).toContainText('None: it was sent to try the message out');
  await table.getByRole('link', { name: /^\[Test\]/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('[Test]');
});

test('what is not saved survives a reload; of two who edit nobody loses anything', async ({ page, context }) => {
  await page.goto('/engagement/messages/first-cup');
  const text = page.getByRole('textbox', { name: 'Text of the message' });
  await text.press('ControlOrMeta+End');
  await text.pressSequentially('Mine.');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await page.reload();
  await expect(text).toContainText('Mine.');

  const other = await context.newPage();
  await other.goto('/engagement/messages/first-cup');
  await other.getByRole('button', { name: 'Discard changes' }).click();
  await other.getByRole('alertdialog').getByRole('button', { name: 'Discard changes' }).click();
  const theirs = other.getByRole('textbox', { name: 'Text of the message' });
  await theirs.press('ControlOrMeta+End');
  await theirs.pressSequentially('Theirs.');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText("'first-cup' was saved").first()).toBeVisible();

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Somebody else has saved this message meanwhile.')).toBeVisible();
  await expect(text).toContainText('Mine.');
  await page.getByRole('button', { name: 'Save mine over theirs' }).click();
  await expect(page.getByText("'first-cup' was saved").first()).toBeVisible();
  await other.reload();
  await expect(theirs).toContainText('Mine.');
});

test('the back button does not go through what was previewed', async ({ page }) => {
  await page.goto('/engagement/messages');
  await page.getByRole('link', { name: 'birthday', exact: true }).click();
  const reader = page.getByRole('combobox', { name: 'For', exact: true });
  const letter = page.frameLocator('iframe').locator('body');
  await expect(letter).not.toBeEmpty();
  for (const somebody of ['c00002', 'c00003']) {
    await reader.fill('');
    await reader.pressSequentially(somebody);
    await page.getByRole('option', { name: new RegExp(somebody) }).click();
    await expect(reader).toHaveValue(somebody);
    await expect(letter).not.toBeEmpty();
  }
  await page.goBack();
  await expect(page).toHaveURL(/\/messages$/);
});

test('a message is read in the inbox as its reader would see it', async ({ page }) => {
  await page.goto('/engagement/inbox');
  await page.getByRole('table', { name: 'Inbox' }).getByRole('link').first().click();
  await expect(page.frameLocator('iframe[title="The message"]').locator('body')).not.toBeEmpty();
  await page.getByRole('tab', { name: 'Plain text' }).click();
  await expect(page.locator('pre')).not.toBeEmpty();
  await expectAccessible(page);
});

test('nothing in a message can run or reach the page', async ({ page }) => {
  await page.goto('/engagement/new-message');
  const text = page.getByRole('textbox', { name: 'Text of the message' });
  await page.getByLabel('Format').selectOption('HTML');
  await text.fill(
    '---\nsubject: x\n---\n<p id="seen">seen</p><script>parent.document.title = "taken"; document.body.append("ran")</script>',
  );
  const frame = page.getByRole('region', { name: 'Preview' }).frameLocator('iframe');
  await expect(frame.locator('#seen')).toHaveText('seen');
  await expect(frame.locator('body')).not.toContainText('ran');
  await expect(page).toHaveTitle(/New message/);
});

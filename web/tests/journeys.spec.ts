import type { Page } from '@playwright/test';
import { expect, expectAccessible, test, token } from './person';

const pane = (page: Page, name: string) => page.getByRole('complementary', { name });
const tile = (page: Page, name: RegExp) => page.getByTestId(/^tile-/).filter({ hasText: name });
const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });

/** Names a new journey and begins it. */
async function begin(page: Page, name: string) {
  await page.getByLabel('Name of the journey').fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
}

/** A new journey for the people of a segment. */
async function newJourney(page: Page, name: string, segment: string) {
  await page.goto(`/engagement/new-journey?segment=${encodeURIComponent(segment)}`);
  await begin(page, name);
}

/** Adds a tile at the first + with such a name. */
async function add(page: Page, where: string | RegExp, kind: string) {
  await page.getByRole('button', { name: where }).first().click();
  await page.getByRole('menuitem', { name: kind, exact: true }).click();
}

/** Somebody to whom a journey sent a message opens it. */
async function opened(page: Page, journey: string, message: string) {
  const sent = await page.request.get(`/api/v1/journeys/${encodeURIComponent(journey)}/steps/1/people?of=sent&limit=1`);
  const { items } = (await sent.json()) as { items: { key: string }[] };
  const answer = await page.request.post('/api/v1/interactions', {
    headers: { 'X-XSRF-TOKEN': await token(page) },
    data: { type: 'opened', message, journey, contact: items[0]?.key },
  });
  expect(answer.status()).toBe(200);
}

async function save(page: Page, name: string) {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/engagement/journeys/${encodeURIComponent(name)}$`));
  await expect(page.getByText('Unsaved')).toBeHidden();
}

test('the list of journeys is filtered by several states, and names what can be done', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Journeys', exact: true }).click();
  const table = page.getByRole('table', { name: 'Journeys' });
  await expect(table.getByRole('row', { name: /Renewal reminder/ })).toContainText('Repeating');
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Draft' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Paused' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/state=draft%2Cpaused/);
  await expect(page.getByRole('link', { name: 'Welcome' })).toBeHidden();
  await page.goto('/engagement/journeys');
  await expect(table.getByRole('row', { name: /Welcome/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Select Welcome' }).click();
  const commands = page.getByRole('toolbar', { name: 'Commands for journeys' });
  await commands.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click();
  await expect(table.getByRole('row', { name: /Welcome/ })).toContainText('Paused');
  await commands.getByRole('button', { name: 'Resume' }).click();
  await expect(table.getByRole('row', { name: /Welcome/ })).toContainText('Live');
});

test('a journey is made from a row of the list of segments', async ({ page }) => {
  await page.goto('/audience/segments');
  await page.getByRole('radio', { name: 'Select Big spenders' }).click();
  await page.getByRole('button', { name: '+ New journey' }).click();
  await begin(page, 'From the list');
  await expect(pane(page, 'Entry criteria').getByRole('group', { name: 'Audience segments' })).toContainText(
    'Big spenders',
  );
  await save(page, 'From the list');
  await page.goto('/engagement/journeys');
  await expect(page.getByRole('row', { name: /From the list/ })).toContainText('Draft');
});

test('a journey is made from the page of a segment, of its source', async ({ page }) => {
  await page.goto('/audience/segments/High%20lifetime%20value');
  await page.getByRole('button', { name: '+ New journey' }).click();
  await begin(page, 'From the page');
  await expect(pane(page, 'Entry criteria').getByRole('group', { name: 'Audience segments' })).toContainText(
    'Customer Insights',
  );
  await save(page, 'From the page');
});

test('Exclude this segment offers only segments of the same audience type and source, and shows it', async ({
  page,
}) => {
  await newJourney(page, 'Excluding', 'Big spenders');
  const exclude = page.getByRole('group', { name: 'Exclude this segment' });
  await exclude.getByRole('button', { name: 'Look for segment' }).click();
  const found = page.getByRole('dialog').getByRole('table');
  await expect(found.getByRole('columnheader')).toHaveText(['Name', 'Source', 'Audience type', 'Members']);
  await expect(found.getByRole('button', { name: 'Employees' })).toBeVisible();
  await expect(found.getByText('Customer Insights')).toBeHidden();
  await expect(found.getByRole('button', { name: 'Big spenders' })).toBeVisible();
  await found.getByRole('button', { name: 'Employees' }).click();
  await expect(exclude).toContainText('Outbound marketing');

  await newJourney(page, 'Excluding there', 'High lifetime value');
  await exclude.getByRole('button', { name: 'Look for segment' }).click();
  await expect(found.getByRole('button', { name: 'At risk of churn' })).toBeVisible();
  await expect(found.getByText('Outbound marketing')).toBeHidden();
});

test('people exit by segment, by event, and reach a goal', async ({ page }) => {
  await newJourney(page, 'Exits', 'Big spenders');
  await tile(page, /Exit criteria/)
    .getByRole('button')
    .first()
    .click();
  const exit = pane(page, 'Exit criteria');
  await exit.getByRole('group', { name: 'Exit by segment' }).getByRole('button', { name: 'Look for segment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Active' }).click();
  await exit.getByRole('button', { name: 'Add an event' }).click();
  await exit.getByLabel('Event 1').fill('account-closed');
  await exit.getByRole('group', { name: 'Goal' }).getByRole('button', { name: 'Look for segment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Gold' }).click();
  await expect(tile(page, /Exit criteria/)).toContainText('By Active, account-closed');
  await save(page, 'Exits');
  await page.reload();
  await expect(tile(page, /Exit criteria/)).toContainText('Goal: Gold');
});

test('three frequencies, each with what it means, and the next ten occurrences', async ({ page }) => {
  await newJourney(page, 'Often', 'Big spenders');
  const entry = pane(page, 'Entry criteria');
  await expect(entry.getByRole('radio', { name: /^One time Everybody who is in the audience/ })).toBeChecked();
  await expect(entry.getByRole('radio', { name: /^Ongoing .+joins it later/ })).toBeVisible();
  await entry.getByRole('radio', { name: /^Repeating At each occurrence/ }).check();
  await entry.getByLabel('Start', { exact: true }).fill('2040-01-31T09:00');
  const next = entry.getByRole('region', { name: 'The next ten occurrences' });
  await expect(next.getByRole('listitem')).toHaveCount(10);
  await expect(next.getByRole('listitem').nth(1)).toContainText('29 February 2040 at 09:00');
  await entry.getByLabel('Every, unit').selectOption('weeks');
  await expect(next.getByRole('listitem').nth(1)).toContainText('7 February 2040');
  await entry.getByLabel('Time zone').fill('America/New_York');
  await expect(next).toContainText('Times in America/New_York');
  await save(page, 'Often');
});

test('an Attribute tile looks for a segment, makes a new one beside the journey and comes back with it', async ({
  page,
}) => {
  await newJourney(page, 'Branching', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Attribute');
  const attribute = pane(page, 'Attribute');
  await attribute.getByRole('radio', { name: 'Segment' }).check();
  await attribute.getByRole('button', { name: 'Look for segment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '+ New segment' }).click();
  const drawer = page.getByRole('dialog', { name: 'New segment' });
  await drawer.getByRole('textbox', { name: 'Name' }).fill('Austrians');

  // What is not saved is not lost by a slip: ×, Escape and a click beside it ask.
  const asks = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  await drawer.getByRole('button', { name: 'Close' }).first().click();
  await asks.getByRole('button', { name: 'Cancel' }).click();
  await drawer.getByRole('textbox', { name: 'Name' }).press('Escape');
  await asks.getByRole('button', { name: 'Cancel' }).click();
  await page.mouse.click(20, 300);
  await asks.getByRole('button', { name: 'Cancel' }).click();
  await expect(drawer.getByRole('textbox', { name: 'Name' })).toHaveValue('Austrians');

  await drawer.getByRole('textbox', { name: 'The segment as text' }).click();
  await page.keyboard.insertText("country = 'AT'");
  await expect(drawer.getByTestId('count')).toHaveText(/\d/);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(attribute.getByRole('group', { name: 'Segment' })).toContainText('Austrians');
  await expect(page.getByRole('button', { name: "in segment 'Austrians'", exact: true })).toBeVisible();
  await save(page, 'Branching');
});

test('what is wrong is listed, shown on its tile and leads to it', async ({ page }) => {
  await newJourney(page, 'Faulty', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Attribute');
  await pane(page, 'Attribute').getByRole('radio', { name: 'Expression' }).check();
  await pane(page, 'Attribute').getByRole('textbox', { name: 'Expression' }).fill("countri = 'DE'");
  await tile(page, /Entry criteria/)
    .getByRole('button')
    .first()
    .click();
  const fault = problems(page).getByRole('button', { name: /no column 'countri'/ });
  await expect(fault).toBeVisible();
  await expect(tile(page, /^Attribute/).getByLabel('1 problem')).toBeVisible();
  await fault.click();
  await expect(pane(page, 'Attribute')).toContainText("did you mean 'country'?");
  await expectAccessible(page);
});

test('tiles are added, copied, moved, deleted, undone and redone', async ({ page }) => {
  await newJourney(page, 'Moving', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Wait');
  await add(page, /^Add a tile after Wait/, 'Exit');
  const tiles = page.getByTestId(/^tile-t/);
  await expect(tiles).toHaveCount(2);
  await tile(page, /^Wait/).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(tiles).toHaveCount(1);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(tiles).toHaveCount(2);
  await tile(page, /^Wait/).getByRole('button').first().focus();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(tiles).toHaveCount(3);
  await page.keyboard.press('Delete');
  await expect(tiles).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(tiles).toHaveCount(3);
  await page.keyboard.press('Control+Shift+z');
  await expect(tiles).toHaveCount(2);
  await tile(page, /Whoever comes here/).dragTo(page.getByRole('button', { name: 'Add a tile at the beginning' }));
  await expect(tiles.first()).toContainText('Exit');
  await page.keyboard.press('Control+z');
  await expect(tiles.first()).toContainText('Wait');
});

test('values, requests, shares and events are written in their panes', async ({ page }) => {
  await newJourney(page, 'All panes', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Set');
  await pane(page, 'Set').getByRole('button', { name: 'Add a column' }).click();
  await pane(page, 'Set').getByLabel('Column', { exact: true }).selectOption('employee');
  await pane(page, 'Set').getByLabel('Value').selectOption('true');
  await expect(tile(page, /^Set/)).toContainText('employee = true');
  await add(page, 'Add a tile at the beginning', 'Webhook');
  const webhook = pane(page, 'Webhook');
  await webhook.getByLabel('Address').fill('https://crm.harbour.example/hook');
  await webhook.getByLabel('Body (JSON)').fill('{"contact": ');
  await expect(webhook).toContainText('This is not a JSON object');
  await webhook.getByLabel('Body (JSON)').fill('{"contact": "{{ contact.id }}"}');
  await add(page, 'Add a tile at the beginning', 'Split');
  await pane(page, 'Split').getByLabel('Share in percent').first().fill('30');
  await expect(pane(page, 'Split')).toContainText('The rest, 20 %, goes on');
  await add(page, 'Add a tile at the beginning', 'Wait for');
  await pane(page, 'Wait for').getByRole('radio', { name: 'An event' }).check();
  await pane(page, 'Wait for').getByRole('textbox', { name: 'Event' }).fill('purchase-made');
  await expect(tile(page, /^Wait for/)).toContainText('purchase-made');
});

test('a wait until a date of the person is the same when it is opened again', async ({ page }) => {
  await newJourney(page, 'Until renewal', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Wait');
  const wait = pane(page, 'Wait');
  await wait.getByRole('radio', { name: 'Until a date of the person' }).check();
  await wait.getByRole('combobox', { name: 'Date' }).selectOption('renewal_date');
  await wait.getByRole('radio', { name: 'Before' }).check();
  const far = wait.getByRole('spinbutton', { name: 'How long before' });
  await far.press('Backspace');
  await far.pressSequentially('3');
  await wait.getByLabel('How long before, unit').selectOption('weeks');
  await wait.getByLabel('At', { exact: true }).fill('09:30');
  await wait.getByRole('checkbox', { name: 'In the time zone of the person' }).check();
  const words = 'until renewal_date -3 weeks 09:30 their time';
  await expect(tile(page, /^Wait/)).toContainText(words);
  await expect(problems(page)).toContainText('No problems');
  await save(page, 'Until renewal');
  await page.reload();
  await tile(page, /^Wait/).getByRole('button').click();
  await expect(tile(page, /^Wait/)).toContainText(words);
  await expect(wait.getByRole('radio', { name: 'Until a date of the person' })).toBeChecked();
  await expect(wait.getByRole('combobox', { name: 'Date' })).toHaveValue('renewal_date');
  await expect(wait.getByRole('radio', { name: 'Before' })).toBeChecked();
  await expect(far).toHaveValue('3');
  await expect(wait.getByLabel('How long before, unit')).toHaveValue('weeks');
  await expect(wait.getByLabel('At', { exact: true })).toHaveValue('09:30');
  await expect(wait.getByRole('checkbox', { name: 'In the time zone of the person' })).toBeChecked();
  await expect(page.getByText('Unsaved')).toBeHidden();
});

test('the keyboard walks the canvas and opens the pane', async ({ page }) => {
  await newJourney(page, 'Keys', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Wait');
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('[data-tile="entry"]')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(pane(page, 'Wait').getByRole('heading', { name: 'Wait' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(tile(page, /^Wait/).getByRole('button')).toBeFocused();
});

test('a journey goes live once it was said how many people and messages that touches', async ({ page }) => {
  await newJourney(page, 'Spring greeting', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Email');
  await pane(page, 'Email').getByLabel('Message').selectOption('welcome');
  await add(page, /^Add a tile after Email/, 'Wait');
  await expect(problems(page)).toContainText('No problems');
  await save(page, 'Spring greeting');
  await page.getByRole('button', { name: 'Go live' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(/[\d,]+ people and up to [\d,]+ messages\./);
  await expect(dialog.getByRole('definition')).toHaveText([/^\d/, /^\d/, /^\d/, /^\d/, '1', /^\d/]);
  await dialog.getByRole('radio', { name: 'At a time' }).check();
  await dialog.getByLabel('Date and time').fill('2040-01-01T09:00');
  await dialog.getByRole('button', { name: 'Plan' }).click();
  await expect(page.getByText('Planned', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Take the plan back' }).click();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Go live' }).click();
  await dialog.getByRole('button', { name: 'Go live' }).click();
  await expect(page.getByText('Live', { exact: true }).last()).toBeVisible();

  // Numbers come with the stream; people stand behind them.
  const waits = tile(page, /^Wait/).getByRole('group', { name: 'Numbers of Wait' });
  await expect(waits.getByRole('button', { name: /^Here/ })).toHaveText(/Here[1-9]/);
  await expectAccessible(page);
  const letters = tile(page, /^Email/).getByRole('group', { name: 'Numbers of Email' });
  await expect(letters).not.toContainText('Opened');
  await opened(page, 'Spring greeting', 'welcome');
  await letters.getByRole('button', { name: /^Opened ?1$/ }).click();
  const readers = page.getByRole('dialog', { name: /People who opened Email welcome/ });
  await expect(readers.getByRole('row')).toHaveCount(2);
  await page.screenshot({ path: 'target/screenshots/light/people-behind.png' });
  await page.keyboard.press('Escape');
  await expect(readers).toBeHidden();
  await page.screenshot({ path: 'target/screenshots/light/live.png' });
  await waits.getByRole('button', { name: /^Here/ }).click();
  const people = page.getByRole('dialog', { name: /People at Wait/ });
  await people.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/audience\/contacts\/contact\//);
  await page.goto('/engagement/journeys/Spring%20greeting?view=runs');
  await expect(page.getByRole('table', { name: 'Runs' }).getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog).toContainText(/[\d,]+ people are inside/);
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
});

test('what is not saved survives a reload, and leaving asks once', async ({ page }) => {
  await newJourney(page, 'Kept', 'Big spenders');
  await save(page, 'Kept');
  await add(page, 'Add a tile at the beginning', 'Wait');
  await page.reload();
  await expect(page.getByText('These are your changes that were not saved.')).toBeVisible();
  await expect(tile(page, /^Wait/)).toBeVisible();
  await page.getByRole('link', { name: 'Journeys', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('link', { name: 'Journeys', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('link', { name: 'Kept' }).click();
  await expect(page.getByRole('button', { name: 'Add a tile at the beginning' })).toBeVisible();
  await expect(tile(page, /^Wait/)).toBeHidden();
});

test('whoever saves later than somebody else is asked, and loses nothing', async ({ page }) => {
  await page.route('**/api/v1/stream', (route) => route.abort()); // so nobody hears of it before
  await newJourney(page, 'Raced', 'Big spenders');
  await save(page, 'Raced');
  await add(page, 'Add a tile at the beginning', 'Wait');
  const path = '/api/v1/journeys/Raced';
  const version = (await page.request.get(path)).headers()['etag'] ?? '';
  const answer = await page.request.put(path, {
    headers: { 'X-XSRF-TOKEN': await token(page), 'If-Match': version },
    data: { audience: { segments: ['Big spenders'] }, frequency: 'one-time', steps: [{ exit: null }] },
  });
  expect(answer.status()).toBe(200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('alertdialog', { name: /Somebody else saved it/ });
  await dialog.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(page.getByText('Unsaved')).toBeHidden();
  await page.reload();
  await expect(tile(page, /^Wait/)).toBeVisible();
});

test('a message is written beside the journey, and shown as somebody would get it', async ({ page }) => {
  await newJourney(page, 'Showing', 'Big spenders');
  await add(page, 'Add a tile at the beginning', 'Email');
  const email = pane(page, 'Email');
  await email.getByRole('button', { name: '+ New message' }).click();
  const drawer = page.getByRole('dialog', { name: 'New message' });
  await drawer.getByLabel('Name').fill('beside');
  const text = drawer.getByRole('textbox', { name: 'Text of the message' });
  await text.fill('---\nsubject: Beside, {{contact.first_name}}\n---\nHello\n');
  await expect(drawer.getByRole('region', { name: 'Problems' })).toContainText('No problems');
  await drawer.getByLabel('Name').press('Escape');
  const asks = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  await asks.getByRole('button', { name: 'Cancel' }).click();
  await expectAccessible(page);
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();
  await expect(tile(page, /^Email/)).toContainText('beside');
  await expect(problems(page)).toContainText('No problems');
  await email.getByRole('combobox', { name: 'Preview for' }).click();
  await page.getByRole('listbox').getByRole('option').first().click();
  await expect(email.getByRole('definition').first()).toContainText('@');
});

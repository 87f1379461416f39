import { expectFocus, tabTo } from './keyboard';
import { expect, test } from './person';

test('a whole segment is built with the keyboard alone', async ({ page }) => {
  const name = `By keys ${Date.now()}`;
  const { keyboard } = page;
  await page.goto('/audience/new-segment');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Name' }));
  await keyboard.type(name);

  const conditions = page.getByRole('group', { name: 'Conditions', exact: true });
  const query = page.getByRole('textbox', { name: 'The segment as text' });
  const add = conditions.getByRole('button', { name: '+ Condition' }).first();
  await tabTo(page, add);
  await keyboard.press('Enter');
  const first = page.getByRole('group', { name: 'Condition 1', exact: true });
  await expect(first.getByRole('combobox', { name: 'What it is about' })).toBeFocused();
  await keyboard.type('country');
  await keyboard.press('Enter');
  await tabTo(page, first.getByRole('combobox', { name: 'Value' }));
  await keyboard.type('A');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText([/^AT/]);
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(query).toHaveText("country = 'AT'");

  await tabTo(page, add, 'Shift+Tab');
  await keyboard.press('Enter');
  const second = page.getByRole('group', { name: 'Condition 2', exact: true });
  await expect(second.getByRole('combobox', { name: 'What it is about' })).toBeFocused();
  await keyboard.type('purchase');
  await keyboard.press('Enter');
  await tabTo(page, second.getByRole('combobox', { name: 'How many' }));
  await keyboard.type('at least');
  await tabTo(page, second.getByRole('textbox', { name: 'Value' }));
  await keyboard.type('2');
  await tabTo(page, second.getByRole('button', { name: '+ Where' }));
  await keyboard.press('Enter');
  await keyboard.type('amount');
  await keyboard.press('Enter');
  await tabTo(page, second.getByRole('textbox', { name: 'Value' }).last());
  await keyboard.type('3');
  await expect(query).toContainText('count(purchase where amount >= 3) >= 2');

  await tabTo(page, conditions.getByRole('button', { name: '+ But not' }).first(), 'Shift+Tab');
  await keyboard.press('Enter');
  await keyboard.type('employee');
  await keyboard.press('Enter');
  await expect(query).toContainText('and not employee');

  // Conditions are moved, made twice and removed; the focus is never lost.
  await tabTo(page, first.getByRole('button', { name: 'Move down' }), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(query).toHaveText(/purchase.+and\s*country/);
  await expect(second.getByRole('button', { name: 'Move down' })).toBeFocused();
  await tabTo(page, second.getByRole('button', { name: 'Duplicate' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Condition 4' })).toBeVisible();
  await expectFocus(page);
  await tabTo(
    page,
    page.getByRole('group', { name: 'Condition 3', exact: true }).getByRole('button', { name: 'Remove' }),
  );
  await keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Condition 4' })).toBeHidden();
  await expectFocus(page);
  await keyboard.press('Control+z');
  await expect(page.getByRole('group', { name: 'Condition 4' })).toBeVisible();
  await keyboard.press('Control+Shift+z');
  await expect(page.getByRole('group', { name: 'Condition 4' })).toBeHidden();

  await tabTo(page, query);
  await keyboard.press('Control+End');
  await keyboard.type(' and opted_in');
  const fourth = page.getByRole('group', { name: 'Condition 4', exact: true });
  await expect(fourth.getByRole('combobox', { name: 'What it is about' })).toHaveValue('opted_in');
  await expect(page.getByTestId('count')).toHaveText(/\d/);
  await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled();
  await keyboard.press('Control+s');
  await expect(page).toHaveURL(new RegExp(`${encodeURIComponent(name)}/builder`));
  await tabTo(page, page.getByRole('button', { name: 'Edit' }));
});

test('a journey is made with the keyboard alone', async ({ page }) => {
  const { keyboard } = page;
  const tile = (name: RegExp) => page.getByTestId(/^tile-/).filter({ hasText: name });
  const tiles = page.getByTestId(/^tile-t/);
  const main = (name: RegExp) => tile(name).getByRole('button').first();
  await page.goto('/engagement/new-journey?segment=Big%20spenders');
  await expect(page.getByLabel('Name of the journey')).toBeFocused();
  await keyboard.type('By keys');
  await keyboard.press('Enter');
  await expect(main(/Entry criteria/)).toBeFocused();

  // A tile is added on a line, and configured.
  await tabTo(page, page.getByRole('button', { name: 'Add a tile at the beginning' }));
  await keyboard.press('Enter');
  await keyboard.type('w');
  await expect(page.getByRole('menuitem', { name: 'Wait', exact: true })).toBeFocused();
  await keyboard.press('Enter');
  await expect(main(/^Wait/)).toBeFocused();
  await keyboard.press('Enter');
  const pane = page.getByRole('complementary', { name: 'Wait' });
  await expect(pane.getByRole('heading', { name: 'Wait' })).toBeFocused();
  await tabTo(page, pane.getByRole('spinbutton', { name: 'Duration' }));
  await keyboard.press('Control+a');
  await keyboard.type('3');
  await keyboard.press('Escape');
  await expect(pane).toBeHidden();
  await expect(main(/^Wait3 days/)).toBeFocused();

  // Another one below it; what the keys do is done to the tile that has the focus.
  await tabTo(page, page.getByRole('button', { name: 'Add a tile after Wait 3 days' }));
  await keyboard.press('Enter');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await expect(main(/^Exit/)).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(main(/^Wait/)).toBeFocused();
  await keyboard.press('Control+c');
  await keyboard.press('Control+v');
  await expect(tiles).toHaveText([/^Wait/, /^Wait/, /^Exit/]);
  await keyboard.press('Delete');
  await expect(tiles).toHaveText([/^Wait/, /^Exit/]);
  await expect(main(/^Wait/)).toBeFocused();

  // It is cut, and moved to where the menu of a line says.
  await keyboard.press('ArrowDown');
  await keyboard.press('Control+x');
  await tabTo(page, page.getByRole('button', { name: 'Add a tile at the beginning' }), 'Shift+Tab');
  await keyboard.press('Enter');
  await keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: /^Move here: Exit/ })).toBeFocused();
  await keyboard.press('Enter');
  await expect(tiles).toHaveText([/^Exit/, /^Wait/]);
  await keyboard.press('Control+z');
  await expect(tiles).toHaveText([/^Wait/, /^Exit/]);
  await keyboard.press('Control+z'); // the copy is there again
  await keyboard.press('Control+z');
  await keyboard.press('Control+z'); // neither it nor the exit is there yet
  await expect(tiles).toHaveText([/^Wait/]);
  await expectFocus(page);
  await keyboard.press('Control+y');
  await expect(tiles).toHaveText([/^Wait/, /^Exit/]);
  await keyboard.press('Control+s');
  await expect(page).toHaveURL(/journeys\/By%20keys$/);
  await expect(page.getByText('Unsaved')).toBeHidden();
});

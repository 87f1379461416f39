import { expect, expectAccessible, test } from './person';

const JOURNEY = 'Every minute';
const PATH = encodeURIComponent(JOURNEY);

interface Funnel {
  entered: number;
  steps: { id: string; inflow: number; sent: number }[];
}

test('the runs of a repeating journey stand side by side', async ({ page }) => {
  test.slow(); // where nothing else was tested before, the second occurrence is still to come
  await page.goto(`/engagement/journeys/${PATH}?view=runs`);
  const runs = page.getByRole('table', { name: 'Runs' });
  await expect(runs.getByRole('checkbox').nth(1)).toBeVisible({ timeout: 100_000 });
  const answer = await page.request.get(`/api/v1/journeys/${PATH}/runs`);
  const { items } = (await answer.json()) as { items: { run: number; entered: number }[] };
  const shown = items.slice(0, 3);
  await expect(runs.getByRole('checkbox', { checked: true })).toHaveCount(shown.length);

  const funnels = page.getByRole('table', { name: 'Funnels side by side' });
  const heads = funnels.getByRole('row').first().getByRole('columnheader');
  await expect(heads).toHaveText(['', ...shown.map((run) => new RegExp(` · ${run.entered} entered`))]);
  const cells: string[] = [];
  for (const { run } of shown) {
    const funnel = (await (await page.request.get(`/api/v1/journeys/${PATH}/funnel?run=${run}`)).json()) as Funnel;
    const first = funnel.steps[0];
    expect(first?.inflow).toBe(funnel.entered);
    cells.push(String(first?.inflow), '0', String(first?.sent), String(funnel.entered - (first?.sent ?? 0)));
  }
  await expect(funnels.getByRole('row', { name: /Email first-cup/ }).getByRole('cell')).toHaveText([
    /Email first-cup/,
    ...cells,
  ]);
  await expectAccessible(page);
  await page.screenshot({ path: 'target/screenshots/light/runs.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: 'target/screenshots/dark/runs.png' });

  // One by itself, and on its canvas.
  for (let more = shown.length; more > 1; more--) {
    await runs.getByRole('checkbox', { checked: true }).last().uncheck();
  }
  const alone = page.getByRole('table', { name: 'Funnel', exact: true });
  await expect(alone.getByRole('columnheader')).toHaveText(['Tile', 'In', 'Here', 'Sent', 'Not sent']);
  await page.getByRole('tab', { name: 'Journey' }).click();
  await page.getByRole('combobox', { name: 'Run' }).selectOption({ index: 1 });
  await expect(
    page
      .getByTestId(/^tile-t/)
      .first()
      .getByRole('button', { name: /^In/ }),
  ).toHaveText(`In${shown[0]?.entered}`);
});

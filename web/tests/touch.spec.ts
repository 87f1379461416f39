import { expect, test } from './person';

test.use({ hasTouch: true });

test('fingers move the canvas and add, open and move tiles', async ({ page }) => {
  await page.goto('/engagement/new-journey?segment=Big%20spenders');
  await page.getByLabel('Name of the journey').fill('By hand');
  await page.getByRole('button', { name: 'Create' }).tap();
  const tiles = page.getByTestId(/^tile-t/);
  for (const kind of ['Set', 'Wait']) {
    await page.getByRole('button', { name: 'Add a tile at the beginning' }).tap();
    await page.getByRole('menuitem', { name: kind, exact: true }).tap();
  }
  await expect(tiles).toHaveText([/^Wait/, /^Set/]);
  await page.getByRole('button', { name: /^Wait/ }).tap();
  await expect(page.getByRole('complementary', { name: 'Wait' })).toBeVisible();

  // A finger that begins on a tile takes the canvas along.
  const before = (await tiles.first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const finger = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', finger);
  for (const far of [20, 60, 100]) {
    await send('touchMove', { x: finger.x + far, y: finger.y + far });
  }
  await send('touchEnd');
  await expect.poll(async () => (await tiles.first().boundingBox())?.x).toBeGreaterThan(before.x + 60);

  await page.getByRole('button', { name: /^Cut tile/ }).tap();
  await page.getByRole('button', { name: /^Add a tile after Set/ }).tap();
  await page.getByRole('menuitem', { name: /^Move here: Wait/ }).tap();
  await expect(tiles).toHaveText([/^Set/, /^Wait/]);
});

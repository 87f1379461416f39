import type { Locator, Page } from '@playwright/test';
import { expect } from './person';

const MOST = 80;
const AROUND = 4;

const isFocused = (target: Locator) =>
  target
    .first()
    .evaluate((it) => it === document.activeElement, undefined, { timeout: 1_000 })
    .catch(() => false);

/** How something and its surroundings look; nothing as long as it is not to be seen. */
async function look(page: Page, target: Locator): Promise<Buffer | undefined> {
  const box = await target.first().boundingBox();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  if (box === null || box.y < 0 || box.x + box.width > width || box.y + box.height > height) {
    return undefined;
  }
  const x = Math.max(0, box.x - AROUND);
  const y = Math.max(0, box.y - AROUND);
  return await page.screenshot({ clip: { x, y, width: box.width + 2 * AROUND, height: box.height + 2 * AROUND } });
}

/** Goes on with Tab until something has the focus, which must be seen. */
export async function tabTo(page: Page, target: Locator, key = 'Tab') {
  const before = (await target.count()) === 0 ? undefined : await look(page, target);
  for (let presses = 0; !(await isFocused(target)); presses++) {
    expect(presses, `the keyboard does not reach ${target.toString()}`).toBeLessThan(MOST);
    await page.keyboard.press(key);
  }
  const after = await look(page, target);
  expect(
    after === undefined || before === undefined || !after.equals(before),
    `${target.toString()} shows its focus`,
  ).toBe(true);
}

/** Whatever was done, the focus is somewhere. */
export async function expectFocus(page: Page) {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
}

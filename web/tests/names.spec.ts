import { expect, test, token } from './person';

const AWKWARD = ['new', 'builder', 'a/b & c?'];

test('nothing has a name that its address cannot carry', async ({ page }) => {
  await page.goto('/');
  const headers = { 'X-XSRF-TOKEN': await token(page), 'If-None-Match': '*' };
  for (const name of AWKWARD) {
    const segment = await page.request.put(`/api/v1/segments/${encodeURIComponent(name)}`, {
      headers,
      data: { audience: 'contact', where: "country = 'AT'" },
    });
    expect(segment.status(), name).toBe(201);
    await page.goto('/audience/segments');
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Open segment' }).click();
    await expect(page.getByRole('button', { name: 'Edit' })).toBeVisible();

    const journey = await page.request.put(`/api/v1/journeys/${encodeURIComponent(name)}`, {
      headers,
      data: { audience: { segments: [name] }, frequency: 'one-time', steps: [] },
    });
    expect(journey.status(), name).toBe(201);
    await page.goto(`/engagement/journeys/${encodeURIComponent(name)}`);
    await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Canvas' })).toBeVisible();
  }
  const message = await page.request.put('/api/v1/messages/new', {
    headers,
    data: { format: 'txt', text: '---\nsubject: Hello\n---\nHi' },
  });
  expect(message.status()).toBe(201);
  await page.goto('/engagement/messages');
  await page.getByRole('link', { name: 'new', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'new', exact: true })).toBeVisible();
});

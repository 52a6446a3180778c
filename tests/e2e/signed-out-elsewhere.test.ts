import { callCenterOfFile } from '../support/page/call-center.ts';
import { until } from '../../harness/until.ts';

const center = callCenterOfFile();

test('who signed out on another page signs in again here, and calls ring here', async () => {
  const ana = await center.agentSignedIn('ana');
  await ana.goAvailable();
  const other = await center.agentSignedIn('ana');
  await other.click('Sign out');
  await other.sees('Take calls');
  await ana.page
    .getByRole('button', { name: /^Go a(vailable|way)/ })
    .first()
    .click();
  await ana.page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
  const again = ana.page.getByRole('dialog');
  await again.getByLabel('Passcode').fill('ana-2468');
  await again.getByRole('button', { name: 'Sign in' }).click();
  await ana.goAvailable();
  const mara = await center.call('mara');
  await ana.answer();
  await until('they talk', async () => (await center.callOf(mara)).phase === 'talking');
});

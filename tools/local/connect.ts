import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { type Login, loginAt } from '../../emulator/outside/logins.ts';

const REDIRECT = join(__dirname, '../../emulator/redirect.cjs');

/**
 * The helper library, led to a local Twilio by the same preload that leads the toolkit there.
 * @param login what this user's local Twilio at that port left, when absent
 * @throws Error that says what to do when none runs there
 */
export async function connectLocally(
  twilioPort: number,
  { accountSid, authToken }: Login = loginAt(twilioPort),
): Promise<Twilio> {
  process.env['EMULATOR_TWILIO_PORT'] = `${twilioPort}`;
  await import(REDIRECT);
  const { default: twilio } = await import('twilio');
  return twilio(accountSid, authToken);
}

import { join } from 'node:path';
import type { Twilio } from 'twilio';

const REDIRECT = join(__dirname, '../../emulator/redirect.cjs');

/** The account that the local Twilio plays unless it is told otherwise; it opens nothing elsewhere. */
const LOCAL_ACCOUNT = {
  accountSid: `AC${'0'.repeat(31)}1`,
  authToken: 'local-auth-token-'.padEnd(32, '0'),
} as const;

/** The helper library, led to a local Twilio by the same preload that leads the toolkit there. */
export async function connectLocally(
  twilioPort: number,
  { accountSid, authToken }: { readonly accountSid: string; readonly authToken: string } = LOCAL_ACCOUNT,
): Promise<Twilio> {
  process.env['EMULATOR_TWILIO_PORT'] = `${twilioPort}`;
  await import(REDIRECT);
  const { default: twilio } = await import('twilio');
  return twilio(accountSid, authToken);
}

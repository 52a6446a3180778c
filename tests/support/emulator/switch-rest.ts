import type { Twilio } from 'twilio';
import type { Account } from '../../../emulator/account.ts';
import type { Clock } from '../../../emulator/clock.ts';
import type { EventLog } from '../../../emulator/event-log.ts';
import { Faults } from '../../../emulator/faults.ts';
import { createApi } from '../../../emulator/rest/api/api.ts';
import { ApplicationTable } from '../../../emulator/rest/api/application-table.ts';
import { NumberTable } from '../../../emulator/rest/api/number-table.ts';
import { createRest } from '../../../emulator/rest/rest.ts';
import { SidSource } from '../../../emulator/sids.ts';
import type { Switch } from '../../../emulator/switch/switch.ts';
import type { WebhookSender } from '../../../emulator/webhooks.ts';
import { clientTo, serve } from './loopback.ts';

/** The REST API over a switch of a test, and the helper library talking to it. */
export async function restOf(it: {
  readonly account: Account;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly phoneSwitch: Switch;
  readonly webhooks: WebhookSender;
}): Promise<{ readonly client: Twilio; readonly close: () => void }> {
  const sids = new SidSource('test');
  const own = {
    sids,
    numbers: new NumberTable({ ...it, sids }),
    applications: new ApplicationTable({ ...it, sids }),
  };
  const hosts = { 'api.twilio.com': createApi({ ...it, ...own }) };
  const { server, port } = await serve(createRest({ ...it, faults: new Faults(), hosts }));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { client: clientTo(port, it.account), close };
}

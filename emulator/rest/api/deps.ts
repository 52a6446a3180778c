import type { Account } from '../../account.ts';
import type { Clock } from '../../clock.ts';
import type { Switch } from '../../switch/switch.ts';
import type { SidSource } from '../../sids.ts';
import type { WebhookSender } from '../../webhooks.ts';
import type { ApplicationTable } from './application-table.ts';
import type { NumberTable } from './number-table.ts';

/** The parts that the resources of api.twilio.com need. */
export interface ApiDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly sids: SidSource;
  readonly numbers: NumberTable;
  readonly applications: ApplicationTable;
  readonly phoneSwitch: Switch;
  /** Tells of messages. */
  readonly webhooks: Pick<WebhookSender, 'send'>;
}

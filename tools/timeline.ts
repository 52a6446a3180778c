/** `npm run timeline -- <CallSid>`: what happened to a call, in plain English, on any account. */
import './terminal/node-version.cjs';
import type { Twilio } from 'twilio';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { openProductAccount, type ProductAccount } from './terminal/product-account.ts';
import { colorsOn, runAsProcess } from './terminal/surroundings.ts';
import { CALL_SID } from '../src/core/model/names.ts';

/** One entry of the Sync List `timeline-<CallSid>`. */
export interface Entry {
  readonly at: number;
  readonly sentences: readonly string[];
}

const PHONE_NUMBER = /\+?\d[\d -]{5,18}\d/g;

/**
 * Reads a call's account.
 * @returns the entries, oldest first; undefined when there is no timeline, or none any more
 */
export async function readTimeline(
  client: Twilio,
  service: string,
  callSid: string,
): Promise<readonly Entry[] | undefined> {
  const list = client.sync.v1.services(service).syncLists(`timeline-${callSid}`);
  try {
    const items = await list.syncListItems.list({ pageSize: 100 });
    return items.map(({ data }) => data as Entry);
  } catch (error) {
    if ((error as { status?: number }).status !== 404) throw error;
    return undefined;
  }
}

/**
 * Writes an account as lines: the time of day, the seconds since it began, and a sentence.
 * @param timeZone an IANA name; this computer's when left out
 */
export function timelineLines(entries: readonly Entry[], timeZone?: string): readonly string[] {
  const began = entries[0]?.at ?? 0;
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', ...(timeZone && { timeZone }) });
  return entries.flatMap(({ at, sentences }) =>
    sentences.map((sentence) => `${clock.format(at)}  ${since(at - began)}  ${masked(sentence)}`),
  );
}

function since(ms: number): string {
  return `+${(ms / 1000).toFixed(1)} s`.padStart(9);
}

/** Notes and names are people's own words: a number may stand in any of them. */
function masked(sentence: string): string {
  return sentence.replaceAll(PHONE_NUMBER, (number) => `••• ${number.slice(-2)}`);
}

export const timeline = asTool(async (args, surroundings) => {
  const command = commandLine('timeline', surroundings)
    .description("Print a call's account: what happened, and when. Numbers are masked.")
    .argument('<CallSid>', "the customer's call: CA and 32 characters, as in Twilio's call log")
    .option('-l, --local [port]', 'on the local Twilio that `npm start` runs, by its port');
  const { local } = optionsIn<{ local?: string | true }>(command, args);
  const [callSid = ''] = command.args;
  if (!CALL_SID.test(callSid))
    throw new Error(`"${callSid}" is no call's SID: CA and 32 characters, as in Twilio's call log.`);
  const { client, service } =
    local === undefined ? openProductAccount(surroundings) : await onLocalTwilio(local);
  const entries = await readTimeline(client, service, callSid);
  if (!entries || entries.length === 0)
    throw new Error(`Nothing is kept about ${callSid}: it is older than a week, or of another account.`);
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(entries[0]?.at);
  const { output, environment } = surroundings;
  const lines = [colorsOn(output, environment).bold(date), ...timelineLines(entries)];
  output.write(`${lines.join('\n')}\n`);
});

/** The local Twilio tells its own credentials, and has one Sync service. */
async function onLocalTwilio(port: string | true): Promise<ProductAccount> {
  const { connectLocally } = await import('./local/connect.ts');
  const client = await connectLocally(port === true ? 3001 : Number(port));
  const [service] = await client.sync.v1.services.list({ limit: 1 });
  if (!service)
    throw new Error('The product is not installed on this local Twilio: start it by `npm start`.');
  return { client, service: service.sid };
}

if (require.main === module) void runAsProcess(timeline);

import type { Twilio } from 'twilio';
import { findDeployment } from '../../delivery/deployment.ts';
import { ANSWERED } from '../../src/http/answering.ts';
import { summaryOf, type Summary } from './summary.ts';

/** The time of each Function, by its path, in milliseconds. */
export type FunctionTimes = Readonly<Record<string, Summary>>;

/** Twilio allows five requests a second: https://www.twilio.com/docs/serverless/api/resource/logs */
const EVERY_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** The clocks of this computer and of Twilio may differ so much. */
const CLOCKS_DIFFER_MS = 5000;

/**
 * How long the deployed Functions took, by their own log. It comes from the Serverless API, on Twilio and on a local
 * Twilio alike. Twilio does not say how soon a line is listed, so this waits for them.
 * @param since milliseconds since the epoch; earlier lines do not count
 * @param paths the Functions that were asked for sure
 * @returns nothing of a Function whose lines have not come within 30 s
 */
export async function functionTimes(
  client: Twilio,
  since: number,
  paths: readonly string[],
): Promise<FunctionTimes> {
  const end = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const times = await timesSince(client, new Date(since - CLOCKS_DIFFER_MS));
    if (paths.every((path) => path in times) || Date.now() >= end) return times;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

async function timesSince(client: Twilio, startDate: Date): Promise<FunctionTimes> {
  const deployed = await findDeployment(client);
  if (!deployed) return {};
  const { serviceSid, environmentSid } = deployed;
  const { logs } = client.serverless.v1.services(serviceSid).environments(environmentSid);
  const lines = await logs.list({ startDate, pageSize: 1000, limit: 10_000 });
  const answers = lines
    .filter(({ dateCreated }) => dateCreated >= startDate)
    .flatMap(({ message }) => answerIn(message) ?? []);
  const paths = [...new Set(answers.map(({ path }) => path))].toSorted();
  const timesOf = (path: string) => answers.filter((answer) => answer.path === path).map(({ ms }) => ms);
  return Object.fromEntries(paths.map((path) => [path, summaryOf(timesOf(path))]));
}

/** By a part of the line: whatever the platform writes around it, or cuts off. */
const ANSWER = new RegExp(`"what":"${ANSWERED}","path":"([^"]+)","ms":(\\d+)`);

/** @returns undefined for any other line */
function answerIn(message: string): { readonly path: string; readonly ms: number } | undefined {
  const [, path, ms] = ANSWER.exec(message) ?? [];
  return path === undefined ? undefined : { path, ms: Number(ms) };
}

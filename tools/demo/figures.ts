import type { Twilio } from 'twilio';
import type { AgentPage } from '../../harness/agent-page.ts';
import { functionTimes, type FunctionTimes } from './function-times.ts';
import type { TransferTimes } from './warm-transfer.ts';
import { summaryOf, type Summary } from './summary.ts';

/** What was measured while a story was played, in milliseconds. */
export interface TransferFigures {
  readonly times: TransferTimes;
  /** The requests of the agents' pages, as the pages saw them. */
  readonly requests: Summary;
  /** The Functions, by their own log. */
  readonly functions: FunctionTimes;
}

/** Functions that no story goes without. */
const ALWAYS_ASKED = [
  '/voice/incoming',
  '/voice/connect-agent',
  '/voice/conference-event',
  '/api/transfer/start',
  '/api/transfer/complete',
  '/voice/call-status',
];

/**
 * Reads the figures of a story that has been played, before its pages are closed.
 * @param began when the story began, in milliseconds since the epoch
 */
export async function figuresOf(
  client: Twilio,
  pages: readonly AgentPage[],
  began: number,
  times: TransferTimes,
): Promise<TransferFigures> {
  const [requests, functions] = await Promise.all([
    requestTimes(pages),
    functionTimes(client, began, ALWAYS_ASKED),
  ]);
  return { times, requests, functions };
}

/** The figures for a person, line by line. */
export function figuresInWords({ times, requests, functions }: TransferFigures): readonly string[] {
  const paths = Object.entries(functions);
  return [
    `Dial to greeting   ${times.dialToGreeting} ms`,
    `Dial to ring       ${times.dialToRing} ms`,
    `Answer to talking  ${times.answerToTalking} ms`,
    `Click to ring      ${times.clickToRing} ms`,
    `Page's requests    ${inWords(requests)}`,
    paths.length > 0
      ? 'Functions, by their own log:'
      : 'Functions          Twilio has not listed their log yet',
    ...paths.map(([path, summary]) => `  ${path.padEnd(28)} ${inWords(summary)}`),
  ];
}

function inWords({ count, median, longest }: Summary): string {
  return `${count}, median ${median} ms, longest ${longest} ms`;
}

async function requestTimes(pages: readonly AgentPage[]): Promise<Summary> {
  const each = await Promise.all(
    pages.map(({ page }) =>
      page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => new URL(name).pathname.startsWith('/api/'))
          .map(({ duration }) => Math.round(duration)),
      ),
    ),
  );
  return summaryOf(each.flat());
}

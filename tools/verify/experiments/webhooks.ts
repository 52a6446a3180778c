import type { Experiment } from '../experiment.ts';
import { LAB } from '../objects.ts';
import { redirect, STAY } from '../twiml.ts';
import type { Answer, Workbench } from '../workbench.ts';

/** Longer than all tries of a webhook may take together. */
const ALL_TRIES_S = 16;

/** A call is asked to fetch a document that fails. @returns when each try came, once Twilio has given up or got it */
export async function triesOf(
  bench: Workbench,
  call: string,
  failing: Answer,
  rules: string,
): Promise<readonly number[]> {
  const gaveUp = `${failing.note}-gave-up`;
  await bench.client.calls(call).update({
    url: bench.url('open', failing, rules),
    method: 'POST',
    fallbackUrl: bench.url('open', { note: gaveUp, twiml: STAY }),
    fallbackMethod: 'POST',
  });
  await bench.untilNoted(gaveUp);
  return (await bench.notes(failing.note)).map(({ at }) => at);
}

export const failedCallbacks: Experiment<'failedCallbacks'> = {
  belief: 'failedCallbacks',
  plan: 'A client that nobody is registered as is called, and the callback about it fails.',
  legMinutes: 0,
  observe: async (bench) => {
    const statusCallback = bench.url('open', { note: 'failing', status: 503 }, '#rc=2&rp=5xx');
    await bench.ring(bench.nobody(), { timeout: 5, statusCallback, statusCallbackEvent: ['completed'] });
    await bench.untilNoted('failing', 1, 45);
    const again = await bench.within(ALL_TRIES_S, async () => (await bench.notes('failing')).length > 1);
    return again ? 'retried' : 'not-retried';
  },
};

/** With a 404 beforehand, which the policy covers beyond doubt. */
export const tooManyRequests: Experiment<'tooManyRequests'> = {
  belief: 'tooManyRequests',
  plan: 'A page calls a Function that answers 404, then one that answers 429.',
  legMinutes: 1,
  observe: async (bench) => {
    const call = await bench.connect(await bench.party());
    const usual = await triesOf(bench, call, { note: 'usual', status: 404 }, '#rc=1&rp=4xx');
    if (usual.length < 2) throw new Error('Twilio does not ask again after a 404 either.');
    const full = await triesOf(bench, call, { note: 'full', status: 429 }, '#rc=1&rp=4xx');
    return full.length > 1 ? 'retried' : 'not-retried';
  },
};

/** Beside requests that follow each other without a pause, so that latency and cold starts do not count. */
export const retryPause: Experiment<'retryPause'> = {
  belief: 'retryPause',
  plan: 'A page calls a Function that fails, three times in all.',
  legMinutes: 1,
  observe: async (bench) => {
    const third = bench.url('open', { note: 'usual', twiml: STAY });
    const second = bench.url('open', { note: 'usual', twiml: redirect(third) });
    const call = await bench.connect(await bench.party());
    await bench.client
      .calls(call)
      .update({ url: bench.url('open', { note: 'usual', twiml: redirect(second) }) });
    const usual = (await bench.untilNoted('usual', 3)).map(({ at }) => at);
    const tries = await triesOf(bench, call, { note: 'failing', status: 503 }, '#rc=2&rp=5xx');
    if (tries.length < 2) throw new Error('Twilio does not ask again after a 503.');
    const [usualGapMs, retryGapMs] = [shortestGap(usual), shortestGap(tries)];
    Object.assign(bench.measured, { usualGapMs, retryGapMs });
    return retryGapMs - usualGapMs > 500 ? 'a-second' : 'none';
  },
};

function shortestGap(times: readonly number[]): number {
  return Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? time)));
}

export const applicationStatusCallback: Experiment<'applicationStatusCallback'> = {
  belief: 'applicationStatusCallback',
  plan: 'A page calls through a TwiML application that has a statusCallback.',
  legMinutes: 1,
  observe: async (bench) => {
    const { sid: application } = await bench.client.applications.create({
      friendlyName: LAB,
      voiceUrl: bench.url('open', { note: 'voice', twiml: '<Say>Hello</Say>' }),
      voiceMethod: 'POST',
      statusCallback: bench.url('open', { note: 'status' }),
      statusCallbackMethod: 'POST',
    });
    const call = await bench.connect(await bench.party({ application }));
    if (!(await bench.untilOver(call, 30))) throw new Error('The call does not end.');
    const isTold = async () => (await bench.notes('status')).length > 0;
    return (await bench.within(10, isTold)) ? 'told' : 'not-told';
  },
};

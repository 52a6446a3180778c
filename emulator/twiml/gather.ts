import { childSignal, Interrupted, until } from '../switch/sound/interruption.ts';
import type { CallHost } from './call-host.ts';
import { elementsIn, type TwimlElement } from './document.ts';
import { KeyInput } from './keys.ts';
import { pause } from './pause.ts';
import { play } from './play.ts';
import { anything, count, flag, method } from './rules.ts';
import { say } from './say.ts';
import { methodOf, resolveUrl, type TwimlPage, type Verb } from './script.ts';

const prompts = { Say: say, Play: play, Pause: pause };

/** Gather takes only keys, no speech. https://www.twilio.com/docs/voice/twiml/gather */
export const gather: Verb<CallHost> = {
  rule: {
    attributes: {
      action: anything,
      method,
      timeout: count(),
      finishOnKey: anything,
      numDigits: count(),
      actionOnEmptyResult: flag(),
      input: anything,
    },
    children: { Say: say.rule, Play: play.rule, Pause: pause.rule },
  },
  async run(element, host, page) {
    const { action, method: verb, actionOnEmptyResult } = element.attributes;
    const digits = await gatherKeys(element, host, page);
    if (digits === '' && actionOnEmptyResult !== 'true') return 'next';
    return {
      url: resolveUrl(action, page),
      method: methodOf(verb),
      params: { Digits: digits, msg: 'Gather End' },
    };
  },
};

async function gatherKeys(element: TwimlElement, host: CallHost, page: TwimlPage): Promise<string> {
  const { timeout = '5', finishOnKey = '#', numDigits } = element.attributes;
  const prompting = childSignal(host.signal);
  const rules = { finishOnKey, most: Number(numDigits ?? Infinity), timeoutMs: Number(timeout) * 1000 };
  const input = new KeyInput(host.control, host.clock, rules, () =>
    prompting.abort(new Interrupted('participant_hung_up')),
  );
  try {
    void prompt(element, { ...host, signal: prompting.signal }, page).then(
      () => input.startWaiting(),
      () => undefined,
    );
    return await until(host.signal, input.done);
  } finally {
    prompting.abort(new Interrupted('participant_hung_up'));
    input.close();
  }
}

async function prompt(element: TwimlElement, host: CallHost, page: TwimlPage): Promise<void> {
  for (const child of elementsIn(element))
    await prompts[child.name as keyof typeof prompts].run(child, host, page);
}

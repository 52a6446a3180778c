import { errorFields, log } from '../shared/log.ts';
import type { FunctionHandler, Incoming } from './response.ts';

/** What the log says of each answer, beside the Function's path and its time in milliseconds. */
export const ANSWERED = 'answered';

/**
 * Makes a Function of work that always ends with a response. It calls back once, and then its promise resolves. It
 * never rejects. A runtime may ignore the promise or wait for it. Runtime handlers before 2.1.2 know only callbacks.
 * From Node 24 on the platform's own runtime knows only promises:
 * https://www.twilio.com/docs/serverless/functions-assets/async-await-migration
 * @param otherwise the answer when the work fails in a way that it did not foresee
 */
export function answering<C extends object>(
  work: (context: C, event: Incoming) => Promise<object>,
  otherwise: () => object,
): FunctionHandler<C> {
  return async (context, event, callback) => {
    const began = Date.now();
    const response = await responseOf(work, otherwise)(context, event);
    noteTime(context, Date.now() - began);
    try {
      callback(null, response);
    } catch (error) {
      // The runtime itself failed with the answer. We can only log it.
      log('error', 'the runtime did not take an answer', errorFields(error));
    }
  };
}

/**
 * Twilio shows how long a Function took only in its Console. So each logs its own time, without a cold start. It does
 * so before the answer, because the platform stops what comes after.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/invocation
 */
function noteTime(context: { readonly PATH?: unknown }, ms: number): void {
  log('info', ANSWERED, { path: String(context.PATH), ms });
}

function responseOf<C>(work: (context: C, event: Incoming) => Promise<object>, otherwise: () => object) {
  return async (context: C, event: Incoming): Promise<object> => {
    try {
      return await work(context, event);
    } catch (error) {
      log('error', 'a Function failed unforeseen', errorFields(error));
      return otherwise();
    }
  };
}

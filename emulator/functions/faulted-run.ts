import { sleep, type Clock } from '../clock.ts';
import type { FaultAction } from '../faults.ts';
import type { HttpResponse } from '../http.ts';
import { plainAnswer } from './answers.ts';

/** Runs the Function; it dies after so many REST requests of its own. */
type Run = (lastRequest: number) => Promise<HttpResponse>;

/** What a request to a Function comes to when `fault` strikes it. Without an answer it never settles. */
export async function faultedRun(
  run: Run,
  fault: FaultAction | undefined,
  clock: Clock,
): Promise<HttpResponse> {
  switch (fault?.do) {
    case undefined:
      return await run(Infinity);
    case 'delay':
      await sleep(clock, fault.ms);
      return await run(Infinity);
    case 'repeat':
      for (let extra = fault.times; extra > 1; extra -= 1) await run(Infinity);
      return await run(Infinity);
    case 'kill':
      return await run(fault.requests);
    case 'answer':
      if (fault.after) await run(Infinity);
      return plainAnswer(fault.status, 'Fault injected');
    case 'hang':
      if (fault.after) await run(Infinity);
      return await new Promise(() => undefined);
    case 'drop':
      return await new Promise(() => undefined);
  }
}

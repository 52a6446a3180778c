import type { CallSid } from '../../core/model/ids.ts';
import type { Request } from '../../core/model/events.ts';
import type { FunctionHandler } from '../response.ts';
import type { Context } from '../service.ts';
import type * as v from 'valibot';
import { knowsAgent } from '../../core/model/legs.ts';
import { toStored } from '../../core/record/stored-call.ts';
import { handleEvent } from '../../call/handle-event.ts';
import { ApiError } from '../../shared/errors.ts';
import type { Session } from '../../auth/sessions.ts';
import { apiHandler, type ApiRequest } from '../api-handler.ts';

type WithoutAsker<R> = R extends Request ? Omit<R, 'by'> : never;

/**
 * A Function by which an agent acts on a call. The core decides whether they may. The session proves who asks. The answer
 * shows the call after the click. A click that comes again shows it only to who is on the call.
 * @param toRequest makes the core's request of the body
 * @param before what has to be allowed apart from the call; it throws an ApiError
 */
export function callAction<
  S extends v.GenericSchema<unknown, { readonly call: CallSid; readonly key: string }>,
>(
  schema: S,
  toRequest: (body: v.InferOutput<S>) => WithoutAsker<Request>,
  before: (asked: ApiRequest<v.InferOutput<S>>, session: Session) => Promise<void> = () => Promise.resolve(),
): FunctionHandler<Context> {
  return apiHandler(
    schema,
    async (asked, session) => {
      const { ports, body } = asked;
      await before(asked, session);
      const request = { ...toRequest(body), by: session.agent } as Request;
      const handled = await handleEvent(ports, body.call, request);
      if (handled.kind === 'refused') throw new ApiError(handled.code);
      const maySee = handled.isChanged || knowsAgent(handled.call, session.agent);
      return { body: maySee ? { call: toStored(handled.call) } : {} };
    },
    () => 'lately',
  );
}

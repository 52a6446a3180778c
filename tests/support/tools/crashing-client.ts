import twilio, { type Twilio } from 'twilio';
import type { Login } from '../../../delivery/login.ts';

/** A request as the helper library sends it. */
export interface Request {
  readonly method: string;
  readonly uri: string;
}

/** Whether it changes something at Twilio. */
export const isChange = ({ method }: Request): boolean => method.toLowerCase() !== 'get';

/**
 * Clients that die together. `killAfter` names a request; once Twilio has carried it out, nothing is sent or answered
 * any more. For the code that asks, this is the same as a kill at this moment.
 */
export function mortal(
  connect: (login: Login) => Twilio,
  killAfter: (request: Request) => boolean,
): { readonly connect: (login: Login) => Twilio; readonly died: Promise<null> } {
  let isDead = false;
  let die = (): void => undefined;
  const died = new Promise<null>((resolve) => {
    die = () => resolve(null);
  });
  const never = new Promise<never>(() => undefined);
  const crashingClient = (login: Login): Twilio => {
    const { accountSid, username, password } = login;
    const real = connect(login).httpClient;
    const request: typeof real.request = async (options) => {
      if (isDead) return await never;
      const answer = await real.request(options);
      const { method, uri } = options;
      const isDone = answer.statusCode < 300 && killAfter({ method, uri });
      if (!isDead && !isDone) return answer;
      isDead = true;
      die();
      return await never;
    };
    return twilio(username, password, { accountSid, httpClient: { request } as typeof real });
  };
  return { connect: crashingClient, died };
}

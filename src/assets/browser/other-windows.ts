import type { CallSid } from '../../core/model/ids.ts';

/** Windows of the same browser tell each other which of them holds a call's sound. */
type Message = { readonly type: 'who' } | { readonly type: 'held'; readonly call: CallSid | null };

/** The other windows of this browser that have the agent's page open. */
export interface OtherWindows {
  /** Tells the others which call this window holds now, or that it holds none. */
  readonly held: (call: CallSid | undefined) => void;
}

/** Asks the other windows which call they hold, and learns each change. */
export function joinOtherWindows(
  heldHere: () => CallSid | undefined,
  elsewhere: (call: CallSid | undefined) => void,
): OtherWindows {
  const channel = new BroadcastChannel('line');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none: it never leaves the origin
  const post = (message: Message): void => channel.postMessage(message);
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type === 'held') elsewhere(data.call ?? undefined);
    else if (heldHere()) post({ type: 'held', call: heldHere() ?? null });
  });
  window.addEventListener('pagehide', () => {
    if (heldHere()) post({ type: 'held', call: null });
  });
  post({ type: 'who' });
  return { held: (call) => post({ type: 'held', call: call ?? null }) };
}

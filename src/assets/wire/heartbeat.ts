import type { CallSid } from '../../core/call.ts';
import type { Ask } from './api.ts';

const everySeconds = 20;

/** Says every 20 s that this page lives and which call it holds, and says goodbye when it closes. Returns how to stop. */
export function startHeartbeat(ask: Ask, heldCall: () => CallSid | undefined): () => void {
  const beat = (): void => void ask('presence/beat', { call: heldCall() ?? null }).catch(() => undefined);
  const timer = setInterval(beat, everySeconds * 1000);
  beat();
  window.addEventListener('pagehide', sayGone);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', sayGone);
  };
}

function sayGone(): void {
  navigator.sendBeacon('/api/presence/gone', new Blob(['{}'], { type: 'application/json' }));
}

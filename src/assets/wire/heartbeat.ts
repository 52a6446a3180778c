import type { CallSid } from '../../core/call.ts';
import type { Ask } from './api.ts';

const everySeconds = 20;
/** So that a goodbye is not taken for that of the agent's other page, or of the same one reloaded. */
const page = crypto.randomUUID().slice(0, 8);

/** Says every 20 s that this page lives and which call it holds, and says goodbye when it closes. Returns how to stop. */
export function startHeartbeat(ask: Ask, heldCall: () => CallSid | undefined): () => void {
  const beat = (): void =>
    void ask('presence/beat', { call: heldCall() ?? null, page }).catch(() => undefined);
  const timer = setInterval(beat, everySeconds * 1000);
  beat();
  window.addEventListener('pagehide', sayGone);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', sayGone);
  };
}

function sayGone(): void {
  navigator.sendBeacon(
    '/api/presence/gone',
    new Blob([JSON.stringify({ page })], { type: 'application/json' }),
  );
}

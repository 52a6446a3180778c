import type { Meters } from '../browser/level-meters.ts';
import type { OtherWindows } from '../browser/other-windows.ts';
import type { Sounds } from '../browser/ringtone.ts';
import type { Ask } from '../connections/api.ts';
import type { SessionConnections } from '../connections/session-connections.ts';
import type { Store } from '../state/store.ts';

/** What `agent.ts` makes once for the page. Each group of actions picks what it needs. */
export interface PageContext {
  readonly ask: Ask;
  readonly store: Store;
  readonly connections: SessionConnections;
  readonly sounds: Sounds;
  readonly meters: Meters;
  readonly windows: OtherWindows;
}

import { SyncClient, type SyncDocument, type SyncMap } from 'twilio-sync';
import type { Agent } from '../../core/model/agent.ts';
import type { Waiting } from '../../core/model/waiting.ts';
import { fromStored, type StoredCall } from '../../core/record/stored-call.ts';
import type { CallSid } from '../../core/model/ids.ts';
import type { PageEvent } from '../state/page-event.ts';

/** Live state from Sync: presence, the queue and the agent's call. The page only reads. */
export interface SyncConnection {
  /** The call to follow; undefined follows none. */
  readonly follow: (call: CallSid | undefined) => void;
  readonly updateToken: (token: string) => void;
  readonly close: () => void;
}

/** What the connection to Sync needs of the page. */
export interface SyncOptions {
  readonly token: string;
  readonly objects: { readonly agents: string; readonly waiting: string };
  readonly dispatch: (event: PageEvent) => void;
  readonly tokenNeeded: () => void;
  readonly connected: (connected: boolean) => void;
}

/** Opens the stream and both maps. A call is followed once `follow` names it. */
export function openSync({ token, objects, dispatch, tokenNeeded, connected }: SyncOptions): SyncConnection {
  const client = new SyncClient(token);
  client.on('connectionStateChanged', (state) => connected(state === 'connected'));
  client.on('tokenAboutToExpire', tokenNeeded);
  client.on('tokenExpired', tokenNeeded);
  void mirror<Agent>(client, objects.agents, {
    item: (agent) => dispatch({ type: 'AgentUpdated', agent }),
    gone: (id) => dispatch({ type: 'AgentGone', id }),
  });
  void mirror<Waiting>(client, objects.waiting, {
    item: (entry) => dispatch({ type: 'WaitingUpdated', entry }),
    gone: (call) => dispatch({ type: 'WaitingGone', call }),
  });
  const follower = createFollower(client, dispatch);
  return {
    follow: follower.follow,
    updateToken: (next) => void client.updateToken(next).catch(tokenNeeded),
    close: () => {
      follower.follow(undefined);
      void client.shutdown();
    },
  };
}

interface Mirror<T> {
  readonly item: (item: T) => void;
  readonly gone: (key: string) => void;
}

/** Reports every item of a map and each change of it. Tries again until the map can be opened. */
async function mirror<T>(client: SyncClient, id: string, { item, gone }: Mirror<T>): Promise<void> {
  const map = await persist(() => client.map({ id, mode: 'open_existing' }));
  if (!map) return;
  map.on('itemAdded', (event) => item(event.item.data as T));
  map.on('itemUpdated', (event) => item(event.item.data as T));
  map.on('itemRemoved', (event) => gone(event.key));
  await readAll(map, (data) => item(data as T)).catch(() => undefined);
}

async function readAll(map: SyncMap, item: (data: unknown) => void): Promise<void> {
  let page = await map.getItems({ pageSize: 100 });
  for (;;) {
    for (const { data } of page.items) item(data);
    if (!page.hasNextPage) return;
    page = await page.nextPage();
  }
}

function createFollower(
  client: SyncClient,
  dispatch: SyncOptions['dispatch'],
): { follow: SyncConnection['follow'] } {
  let following: CallSid | undefined;
  let open: SyncDocument | undefined;
  return {
    follow(call) {
      if (call === following) return;
      following = call;
      open?.close();
      open = undefined;
      if (!call) return;
      const wanted = (): boolean => following === call;
      void persist(() => client.document({ id: `call-${call}`, mode: 'open_existing' }), wanted).then(
        (document) => {
          if (!document || !wanted()) return document?.close();
          open = document;
          document.on('updated', (event) =>
            dispatch({ type: 'CallUpdated', call: fromStored(event.data as StoredCall) }),
          );
          dispatch({ type: 'CallUpdated', call: fromStored(document.data as StoredCall) });
        },
      );
    },
  };
}

const MOST_ATTEMPTS = 8;

/** The page may learn of the call a moment before it may read it, so a refusal is tried again. */
async function persist<T>(
  open: () => Promise<T>,
  wanted: () => boolean = () => true,
): Promise<T | undefined> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS && wanted(); attempt += 1) {
    try {
      return await open();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }
  return undefined;
}

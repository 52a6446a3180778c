/** The shapes that Sync keeps: https://www.twilio.com/docs/sync/api */
export type ObjectKind = 'document' | 'list' | 'map';

export interface SyncService {
  readonly sid: string;
  uniqueName: string | null;
  friendlyName: string | null;
  webhookUrl: string | null;
  webhooksFromRestEnabled: boolean;
  reachabilityWebhooksEnabled: boolean;
  reachabilityDebouncingEnabled: boolean;
  /** Milliseconds. */
  reachabilityDebouncingWindow: number;
  aclEnabled: boolean;
  readonly dateCreated: number;
  dateUpdated: number;
}

/** One value of a list (`key` is its index) or of a map. */
export interface SyncItem {
  readonly key: string | number;
  data: unknown;
  revision: number;
  readonly dateCreated: number;
  dateUpdated: number;
  dateExpires: number | null;
  readonly createdBy: string;
}

export interface Permission {
  readonly read: boolean;
  readonly write: boolean;
  readonly manage: boolean;
}

export interface SyncObject {
  readonly kind: ObjectKind;
  readonly sid: string;
  readonly serviceSid: string;
  readonly uniqueName: string | null;
  /** Of a document. */
  data: unknown;
  revision: number;
  lastEventId: number;
  readonly dateCreated: number;
  dateUpdated: number;
  dateExpires: number | null;
  readonly createdBy: string;
  readonly items: Map<string | number, SyncItem>;
  nextIndex: number;
  readonly permissions: Map<string, Permission>;
  /** All changes, oldest first, for a page that comes back. */
  readonly events: SyncEvent[];
}

export type SyncEventType =
  | 'document_updated'
  | 'document_removed'
  | 'list_item_added'
  | 'list_item_updated'
  | 'list_item_removed'
  | 'list_removed'
  | 'map_item_added'
  | 'map_item_updated'
  | 'map_item_removed'
  | 'map_removed';

/** A change as it was at its time. `id` grows within its object. */
export interface SyncEvent {
  readonly id: number;
  readonly type: SyncEventType;
  readonly at: number;
  readonly object: SyncObject;
  readonly revision: number;
  readonly data?: unknown;
  readonly item?: Readonly<SyncItem>;
}

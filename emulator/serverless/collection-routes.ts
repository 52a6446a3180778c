import { envelope, pageOf } from '../rest/paging.ts';
import { param, type RestInput, type RestReply, type Route } from '../rest/router.ts';
import { found } from './store.ts';

/** The differences between the collections of this API. */
export interface Collection<T> {
  readonly path: string;
  readonly key: string;
  readonly items: (input: RestInput) => ReadonlyMap<string, T>;
  readonly view: (input: RestInput, item: T) => unknown;
  readonly create?: (input: RestInput) => T | Promise<T>;
  readonly update?: (input: RestInput, item: T) => void;
  readonly remove?: (input: RestInput, item: T) => void;
}

/** The routes of one collection: list, create, fetch, update and delete, as far as it has them. */
export function collectionRoutes<T>(collection: Collection<T>): Route[] {
  const { path, key, items, view, create, update, remove } = collection;
  const one = (input: RestInput): T => found(items(input).get(param(input, 'sid')), input.request.path);
  const list = (input: RestInput): RestReply => ({
    json: envelope(input, key, pageOf([...items(input).values()], input, 100), (item) => view(input, item)),
  });
  const routes: Route[] = [
    { method: 'GET', path, run: list },
    { method: 'GET', path: `${path}/:sid`, run: (input) => ({ json: view(input, one(input)) }) },
  ];
  if (create) {
    const run = async (input: RestInput) => ({ status: 201, json: view(input, await create(input)) });
    routes.push({ method: 'POST', path, run });
  }
  if (update) routes.push({ method: 'POST', path: `${path}/:sid`, run: updated });
  if (remove) routes.push({ method: 'DELETE', path: `${path}/:sid`, run: removed });
  return routes;

  function updated(input: RestInput): RestReply {
    const item = one(input);
    update?.(input, item);
    return { json: view(input, item) };
  }

  function removed(input: RestInput): RestReply {
    remove?.(input, one(input));
    return { status: 204 };
  }
}

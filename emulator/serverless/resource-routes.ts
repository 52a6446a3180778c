import type { Visibility } from '../functions/build.ts';
import { required } from '../rest/form.ts';
import { param, type RestInput, type Route } from '../rest/router.ts';
import { TwilioError } from '../twilio-error.ts';
import { collectionRoutes } from './collection-routes.ts';
import { serviceOf } from './lookup.ts';
import type { Resource, Version } from './model.ts';
import { collectionOf, type ResourceViews } from './resource-views.ts';
import { found, type ServerlessStore } from './store.ts';
import { readUpload } from './upload.ts';

type Kind = 'function' | 'asset';

/** SIDs of either kind, and of their versions, begin alike. */
const [RESOURCE_SID, VERSION_SID] = ['ZH', 'ZN'] as const;

/** Functions and Assets with their versions: https://www.twilio.com/docs/serverless/api/resource/function */
export function resourceRoutes(store: ServerlessStore, views: ResourceViews, kind: Kind): Route[] {
  const all = (input: RestInput) => serviceOf(store, input)[kind === 'function' ? 'functions' : 'assets'];
  const path = `/v1/Services/:service/${collectionOf(kind)}`;
  return [
    ...collectionRoutes<Resource>({
      path,
      key: `${kind}s`,
      items: all,
      view: (input, resource) => views.resource(serviceOf(store, input), kind, resource),
      create: (input) => {
        const friendlyName = required(input.form, 'FriendlyName');
        const [sid, now] = [store.sid(RESOURCE_SID), store.now()];
        const resource = { sid, friendlyName, createdAt: now, updatedAt: now, versions: new Map() };
        all(input).set(sid, resource);
        return resource;
      },
      update: (input, resource) => {
        resource.friendlyName = required(input.form, 'FriendlyName');
        resource.updatedAt = store.now();
      },
      remove: (input, resource) => all(input).delete(resource.sid),
    }),
    ...versionRoutes(store, views, kind, path),
  ];
}

function versionRoutes(store: ServerlessStore, views: ResourceViews, kind: Kind, path: string): Route[] {
  const parent = (input: RestInput): Resource => {
    const all = serviceOf(store, input)[kind === 'function' ? 'functions' : 'assets'];
    return found(all.get(param(input, 'resource')), input.request.path);
  };
  const routes = collectionRoutes<Version>({
    path: `${path}/:resource/Versions`,
    key: `${kind}_versions`,
    items: (input) => parent(input).versions,
    view: (input, version) => views.version(serviceOf(store, input), kind, version),
    create: async (input) => addVersion(store, parent(input), input),
  });
  if (kind === 'asset') return routes;
  const content = (input: RestInput) => {
    const version = found(parent(input).versions.get(param(input, 'sid')), input.request.path);
    return { json: views.content(serviceOf(store, input), version) };
  };
  return [...routes, { method: 'GET', path: `${path}/:resource/Versions/:sid/Content`, run: content }];
}

async function addVersion(store: ServerlessStore, resource: Resource, input: RestInput): Promise<Version> {
  const { fields, content, contentType } = await readUpload(input.request);
  const version = {
    sid: store.sid(VERSION_SID),
    resourceSid: resource.sid,
    path: pathOf(fields['Path']),
    visibility: visibilityOf(fields['Visibility']),
    contentType,
    content,
    createdAt: store.now(),
  };
  resource.versions.set(version.sid, version);
  return version;
}

function pathOf(path = ''): string {
  if (/^\/?[^\s]+$/.test(path)) return path.startsWith('/') ? path : `/${path}`;
  throw new TwilioError(400, 20001, `Path "${path}" is not valid`);
}

function visibilityOf(visibility: string | undefined): Visibility {
  if (visibility === 'public' || visibility === 'protected' || visibility === 'private') return visibility;
  throw new TwilioError(400, 20001, 'Visibility must be public, protected or private');
}

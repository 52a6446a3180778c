import type { FunctionLog } from '../functions/functions-host.ts';
import type { HttpHandler } from '../http.ts';
import { flag, optional, required } from '../rest/form.ts';
import { envelope, pageOf } from '../rest/paging.ts';
import { param, routed, type RestInput, type Route } from '../rest/router.ts';
import { TwilioError } from '../twilio-error.ts';
import { buildRoutes } from './build-routes.ts';
import { collectionRoutes } from './collection-routes.ts';
import { environmentOf, serviceOf } from './lookup.ts';
import type { ServerlessService } from './model.ts';
import { ResourceViews } from './resource-views.ts';
import { resourceRoutes } from './resource-routes.ts';
import { found, ServerlessStore, type ServerlessDeps } from './store.ts';

export interface ServerlessApi {
  /** For `serverless.twilio.com` and `serverless-upload.twilio.com`. */
  readonly handle: HttpHandler;
  readonly store: ServerlessStore;
}

/**
 * The Serverless API as the toolkit, the CLI and the helper library use it.
 * https://www.twilio.com/docs/serverless/api
 */
export function createServerlessApi(
  deps: ServerlessDeps & { readonly logs: () => readonly FunctionLog[] },
): ServerlessApi {
  const store = new ServerlessStore(deps);
  const views = new ResourceViews(deps.accountSid);
  const handle = routed([
    ...serviceRoutes(store, views),
    ...environmentRoutes(store, views),
    ...variableRoutes(store, views),
    ...deploymentRoutes(store, views),
    ...resourceRoutes(store, views, 'function'),
    ...resourceRoutes(store, views, 'asset'),
    ...buildRoutes(store, views),
    ...logRoutes(store, deps),
  ]);
  return { handle, store };
}

function serviceRoutes(store: ServerlessStore, views: ResourceViews): Route[] {
  const change = ({ form }: RestInput, service: ServerlessService) => {
    service.friendlyName = optional(form, 'FriendlyName') ?? service.friendlyName;
    service.includeCredentials = flag(form, 'IncludeCredentials') ?? service.includeCredentials;
    service.uiEditable = flag(form, 'UiEditable') ?? service.uiEditable;
    service.updatedAt = store.now();
  };
  return collectionRoutes<ServerlessService>({
    path: '/v1/Services',
    key: 'services',
    items: (input) => withNames(store, input),
    view: (_input, service) => views.service(service),
    create: ({ form }) =>
      store.addService(required(form, 'UniqueName'), {
        friendlyName: required(form, 'FriendlyName'),
        includeCredentials: flag(form, 'IncludeCredentials') ?? true,
        uiEditable: flag(form, 'UiEditable') ?? false,
      }),
    update: change,
    remove: (_input, service) => store.removeService(service),
  });
}

/** A request may name a single service by its unique name too. */
function withNames(store: ServerlessStore, input: RestInput): ReadonlyMap<string, ServerlessService> {
  const name = param(input, 'sid');
  return name === '' ? store.services : new Map([[name, store.service(name)]]);
}

function environmentRoutes(store: ServerlessStore, views: ResourceViews): Route[] {
  return collectionRoutes({
    path: '/v1/Services/:service/Environments',
    key: 'environments',
    items: (input) => serviceOf(store, input).environments,
    view: (input, environment) => views.environment(serviceOf(store, input), environment),
    create: (input) => {
      const suffix = optional(input.form, 'DomainSuffix') || null;
      return store.addEnvironment(serviceOf(store, input), required(input.form, 'UniqueName'), suffix);
    },
    remove: (input, environment) => store.removeEnvironment(serviceOf(store, input), environment),
  });
}

function variableRoutes(store: ServerlessStore, views: ResourceViews): Route[] {
  const apply = (input: RestInput) => store.redeploy(serviceOf(store, input), environmentOf(store, input));
  return collectionRoutes({
    path: '/v1/Services/:service/Environments/:environment/Variables',
    key: 'variables',
    items: (input) => environmentOf(store, input).variables,
    view: (input, variable) => views.variable(serviceOf(store, input), environmentOf(store, input), variable),
    create: (input) => {
      const { variables } = environmentOf(store, input);
      const [key, value] = [required(input.form, 'Key'), required(input.form, 'Value')];
      if ([...variables.values()].some((variable) => variable.key === key)) {
        throw new TwilioError(409, 20409, `Variable ${key} already exists`);
      }
      const variable = { sid: store.sid('ZV'), key, value, createdAt: store.now(), updatedAt: store.now() };
      variables.set(variable.sid, variable);
      apply(input);
      return variable;
    },
    update: (input, variable) => {
      variable.key = optional(input.form, 'Key') ?? variable.key;
      variable.value = optional(input.form, 'Value') ?? variable.value;
      variable.updatedAt = store.now();
      apply(input);
    },
    remove: (input, variable) => {
      environmentOf(store, input).variables.delete(variable.sid);
      apply(input);
    },
  });
}

function deploymentRoutes(store: ServerlessStore, views: ResourceViews): Route[] {
  return collectionRoutes({
    path: '/v1/Services/:service/Environments/:environment/Deployments',
    key: 'deployments',
    items: (input) => environmentOf(store, input).deployments,
    view: (input, deployment) =>
      views.deployment(serviceOf(store, input), environmentOf(store, input), deployment),
    create: (input) => {
      const service = serviceOf(store, input);
      const build = found(service.builds.get(required(input.form, 'BuildSid')), input.request.path);
      return store.deploy(service, environmentOf(store, input), build);
    },
  });
}

/** The lines that Functions wrote to their console: https://www.twilio.com/docs/serverless/api/resource/logs */
function logRoutes(
  store: ServerlessStore,
  deps: ServerlessDeps & { logs: () => readonly FunctionLog[] },
): Route[] {
  const path = '/v1/Services/:service/Environments/:environment/Logs';
  const all = (input: RestInput) => {
    const [service, environment] = [serviceOf(store, input), environmentOf(store, input)];
    const shown = deps.logs().map((entry, index) => ({
      sid: `NO${index.toString(16).padStart(32, '0')}`,
      account_sid: deps.accountSid,
      service_sid: service.sid,
      environment_sid: environment.sid,
      build_sid: environment.buildSid,
      function_sid:
        [...service.functions.values()].find(({ friendlyName }) => friendlyName === entry.path)?.sid ?? null,
      level: entry.level,
      message: entry.message,
      date_created: new Date(entry.at).toISOString(),
    }));
    return shown.toReversed();
  };
  const one = (input: RestInput) => {
    const entry = all(input).find(({ sid }) => sid === param(input, 'sid'));
    return { json: found(entry, input.request.path) };
  };
  const list = (input: RestInput) => ({
    json: envelope(input, 'logs', pageOf(all(input), input, 100), (entry) => entry),
  });
  return [
    { method: 'GET', path, run: list },
    { method: 'GET', path: `${path}/:sid`, run: one },
  ];
}

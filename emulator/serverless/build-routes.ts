import { optional } from '../rest/form.ts';
import { param, type RestInput, type Route } from '../rest/router.ts';
import { TwilioError } from '../twilio-error.ts';
import { collectionRoutes } from './collection-routes.ts';
import { serviceOf } from './lookup.ts';
import type { BuildRecord, Version } from './model.ts';
import { acceptedBy } from './platform.ts';
import type { ResourceViews } from './resource-views.ts';
import { found, type ServerlessStore } from './store.ts';

const PATH = '/v1/Services/:service/Builds';

/** Builds are made at once. Dependencies come from the project's own node_modules, and nothing is installed. */
export function buildRoutes(store: ServerlessStore, views: ResourceViews): Route[] {
  const builds = (input: RestInput) => serviceOf(store, input).builds;
  const status = (input: RestInput) => {
    const build = found(builds(input).get(param(input, 'sid')), input.request.path);
    return { json: views.buildStatus(serviceOf(store, input), build) };
  };
  return [
    { method: 'GET', path: `${PATH}/:sid/Status`, run: status },
    ...collectionRoutes<BuildRecord>({
      path: PATH,
      key: 'builds',
      items: builds,
      view: (input, build) => views.build(serviceOf(store, input), build),
      create: (input) => addBuild(store, input),
      remove: (input, build) => removeBuild(store, input, build),
    }),
  ];
}

function addBuild(store: ServerlessStore, input: RestInput): BuildRecord {
  const service = serviceOf(store, input);
  const { form } = input;
  const build = {
    sid: store.sid('ZB'),
    functionVersions: store.versions(service.functions, form.getAll('FunctionVersions')),
    assetVersions: store.versions(service.assets, form.getAll('AssetVersions')),
    ...acceptedBy(dependenciesOf(optional(form, 'Dependencies')), optional(form, 'Runtime')),
    createdAt: store.now(),
  };
  refuseTwice([...build.functionVersions, ...build.assetVersions]);
  service.builds.set(build.sid, build);
  return build;
}

function removeBuild(store: ServerlessStore, input: RestInput, build: BuildRecord): void {
  const service = serviceOf(store, input);
  if ([...service.environments.values()].some(({ buildSid }) => buildSid === build.sid)) {
    throw new TwilioError(409, 20409, `Build ${build.sid} is deployed`);
  }
  service.builds.delete(build.sid);
}

function refuseTwice(versions: readonly Version[]): void {
  const paths = versions.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new TwilioError(400, 20001, `Two versions have the path ${twice}`);
}

/** The toolkit wraps the JSON in literal quotes; the CLI and the helper library do not. */
function dependenciesOf(text = '[]'): BuildRecord['dependencies'] {
  try {
    const parsed: unknown = JSON.parse(/^"\[.*\]"$/s.test(text) ? text.slice(1, -1) : text);
    if (Array.isArray(parsed)) return parsed as BuildRecord['dependencies'];
  } catch {
    // refused below, like anything that is no list
  }
  throw new TwilioError(400, 20001, 'Dependencies must be a JSON list of {name, version}');
}

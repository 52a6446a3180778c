import type {
  BuildRecord,
  Deployment,
  Environment,
  Resource,
  ServerlessService,
  Variable,
  Version,
} from './model.ts';

/** The address of a service: the start of every other one. */
export function serviceUrl({ sid }: { readonly sid: string }): string {
  return `https://serverless.twilio.com/v1/Services/${sid}`;
}

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

const dates = ({ createdAt, updatedAt }: { createdAt: number; updatedAt?: number }) => ({
  date_created: iso(createdAt),
  date_updated: iso(updatedAt ?? createdAt),
});

const linksOf = (url: string, names: Record<string, string>) =>
  Object.fromEntries(Object.entries(names).map(([key, path]) => [key, `${url}/${path}`]));

/** The resources in the API's shapes: https://www.twilio.com/docs/serverless/api */
export class ResourceViews {
  readonly #accountSid: string;

  constructor(accountSid: string) {
    this.#accountSid = accountSid;
  }

  service(service: ServerlessService) {
    const url = serviceUrl(service);
    return {
      sid: service.sid,
      account_sid: this.#accountSid,
      friendly_name: service.friendlyName,
      unique_name: service.uniqueName,
      include_credentials: service.includeCredentials,
      ui_editable: service.uiEditable,
      domain_base: service.domainBase,
      ...dates(service),
      url,
      links: linksOf(url, {
        environments: 'Environments',
        functions: 'Functions',
        assets: 'Assets',
        builds: 'Builds',
      }),
    };
  }

  environment(service: ServerlessService, environment: Environment) {
    const url = `${serviceUrl(service)}/Environments/${environment.sid}`;
    return {
      ...this.#owned(service, environment.sid),
      build_sid: environment.buildSid,
      unique_name: environment.uniqueName,
      domain_suffix: environment.domainSuffix,
      domain_name: environment.domainName,
      ...dates(environment),
      url,
      links: linksOf(url, { variables: 'Variables', deployments: 'Deployments', logs: 'Logs' }),
    };
  }

  variable(service: ServerlessService, environment: Environment, variable: Variable) {
    return {
      ...this.#owned(service, variable.sid),
      environment_sid: environment.sid,
      key: variable.key,
      value: variable.value,
      ...dates(variable),
      url: `${serviceUrl(service)}/Environments/${environment.sid}/Variables/${variable.sid}`,
    };
  }

  deployment(service: ServerlessService, environment: Environment, deployment: Deployment) {
    return {
      ...this.#owned(service, deployment.sid),
      environment_sid: environment.sid,
      build_sid: deployment.buildSid,
      ...dates(deployment),
      url: `${serviceUrl(service)}/Environments/${environment.sid}/Deployments/${deployment.sid}`,
    };
  }

  resource(service: ServerlessService, kind: 'function' | 'asset', resource: Resource) {
    const url = `${serviceUrl(service)}/${collectionOf(kind)}/${resource.sid}`;
    return {
      ...this.#owned(service, resource.sid),
      friendly_name: resource.friendlyName,
      ...dates(resource),
      url,
      links: linksOf(url, { [`${kind}_versions`]: 'Versions' }),
    };
  }

  version(service: ServerlessService, kind: 'function' | 'asset', version: Version) {
    const url = `${serviceUrl(service)}/${collectionOf(kind)}/${version.resourceSid}/Versions/${version.sid}`;
    return {
      ...this.#owned(service, version.sid),
      [`${kind}_sid`]: version.resourceSid,
      path: version.path,
      visibility: version.visibility,
      date_created: iso(version.createdAt),
      url,
      ...(kind === 'function' && { links: linksOf(url, { function_version_content: 'Content' }) }),
    };
  }

  content(service: ServerlessService, version: Version) {
    return {
      ...this.#owned(service, version.sid),
      function_sid: version.resourceSid,
      content: version.content.toString(),
      url: `${serviceUrl(service)}/Functions/${version.resourceSid}/Versions/${version.sid}/Content`,
    };
  }

  build(service: ServerlessService, build: BuildRecord) {
    const url = `${serviceUrl(service)}/Builds/${build.sid}`;
    return {
      ...this.#owned(service, build.sid),
      status: 'completed',
      asset_versions: build.assetVersions.map((version) => this.version(service, 'asset', version)),
      function_versions: build.functionVersions.map((version) => this.version(service, 'function', version)),
      dependencies: build.dependencies,
      runtime: build.runtime,
      ...dates(build),
      url,
      links: linksOf(url, { build_status: 'Status' }),
    };
  }

  buildStatus(service: ServerlessService, build: BuildRecord) {
    const url = `${serviceUrl(service)}/Builds/${build.sid}/Status`;
    return { ...this.#owned(service, build.sid), status: 'completed', url };
  }

  #owned(service: ServerlessService, sid: string) {
    return { sid, account_sid: this.#accountSid, service_sid: service.sid };
  }
}

export function collectionOf(kind: 'function' | 'asset'): 'Functions' | 'Assets' {
  return kind === 'function' ? 'Functions' : 'Assets';
}

import type { Clock } from '../clock.ts';
import type { Build } from '../functions/build.ts';
import type { SidSource } from '../sids.ts';
import { notFound, TwilioError } from '../twilio-error.ts';
import type { BuildRecord, Environment, Resource, ServerlessService, Version } from './model.ts';

/** Where a deployment goes: the host of Functions. */
export interface BuildTarget {
  deploy(build: Build): void;
  remove(domainName: string): void;
}

export interface ServerlessDeps {
  readonly clock: Clock;
  readonly sids: SidSource;
  readonly accountSid: string;
  readonly target: BuildTarget;
}

/** Services with all that belongs to them, in memory. */
export class ServerlessStore {
  readonly services = new Map<string, ServerlessService>();
  readonly #deps: ServerlessDeps;

  constructor(deps: ServerlessDeps) {
    this.#deps = deps;
  }

  now(): number {
    return this.#deps.clock.now();
  }

  sid(prefix: string): string {
    return this.#deps.sids.next(prefix);
  }

  /** A service by SID or unique name. @throws TwilioError 404 */
  service(name: string): ServerlessService {
    const byName = () => [...this.services.values()].find(({ uniqueName }) => uniqueName === name);
    return found(this.services.get(name) ?? byName(), `/v1/Services/${name}`);
  }

  /** @throws TwilioError 409 when the name is taken */
  addService(
    uniqueName: string,
    rest: Pick<ServerlessService, 'friendlyName' | 'includeCredentials' | 'uiEditable'>,
  ) {
    if ([...this.services.values()].some((service) => service.uniqueName === uniqueName)) {
      throw new TwilioError(409, 20409, `Service with unique name ${uniqueName} already exists`);
    }
    const sid = this.sid('ZS');
    const digits = String(Number.parseInt(sid.slice(2, 8), 16) % 10_000).padStart(4, '0');
    const service: ServerlessService = {
      sid,
      uniqueName,
      ...rest,
      domainBase: `${uniqueName}-${digits}`.toLowerCase(),
      createdAt: this.now(),
      updatedAt: this.now(),
      environments: new Map(),
      functions: new Map(),
      assets: new Map(),
      builds: new Map(),
    };
    this.services.set(sid, service);
    return service;
  }

  removeService(service: ServerlessService): void {
    for (const { domainName } of service.environments.values()) this.#deps.target.remove(domainName);
    this.services.delete(service.sid);
  }

  /** @throws TwilioError 409 when the name or the suffix is taken */
  addEnvironment(service: ServerlessService, uniqueName: string, domainSuffix: string | null): Environment {
    const taken = [...service.environments.values()].some(
      (environment) => environment.uniqueName === uniqueName || environment.domainSuffix === domainSuffix,
    );
    if (taken) throw new TwilioError(409, 20409, `Environment ${uniqueName} already exists`);
    const domainName = `${service.domainBase}${domainSuffix ? `-${domainSuffix}` : ''}.twil.io`;
    const environment: Environment = {
      sid: this.sid('ZE'),
      uniqueName,
      domainSuffix,
      domainName,
      buildSid: null,
      createdAt: this.now(),
      updatedAt: this.now(),
      variables: new Map(),
      deployments: new Map(),
    };
    service.environments.set(environment.sid, environment);
    return environment;
  }

  removeEnvironment(service: ServerlessService, environment: Environment): void {
    this.#deps.target.remove(environment.domainName);
    service.environments.delete(environment.sid);
  }

  /** Puts a build behind the environment's domain. */
  deploy(service: ServerlessService, environment: Environment, build: BuildRecord) {
    const deployment = { sid: this.sid('ZD'), buildSid: build.sid, createdAt: this.now() };
    environment.deployments.set(deployment.sid, deployment);
    environment.buildSid = build.sid;
    environment.updatedAt = this.now();
    this.#deps.target.deploy(hosted(service, environment, build));
    return deployment;
  }

  /** Makes a changed variable visible to the deployed build. */
  redeploy(service: ServerlessService, environment: Environment): void {
    const build = service.builds.get(environment.buildSid ?? '');
    if (build) this.#deps.target.deploy(hosted(service, environment, build));
  }

  /** The versions with these SIDs. @throws TwilioError 400 when one is unknown */
  versions(resources: ReadonlyMap<string, Resource>, sids: readonly string[]): Version[] {
    const all = new Map([...resources.values()].flatMap((resource) => [...resource.versions]));
    return sids.map((sid) => {
      const version = all.get(sid);
      if (!version) throw new TwilioError(400, 20001, `Version ${sid} does not exist`);
      return version;
    });
  }
}

/** The value, or Twilio's 404. */
export function found<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw notFound(path);
  return value;
}

function hosted(service: ServerlessService, environment: Environment, build: BuildRecord): Build {
  return {
    domainName: environment.domainName,
    serviceSid: service.sid,
    environmentSid: environment.sid,
    buildSid: build.sid,
    functions: build.functionVersions.map(({ path, visibility, content }) => ({
      path,
      visibility,
      source: content.toString(),
    })),
    assets: build.assetVersions.map(({ path, visibility, contentType, content }) => ({
      path,
      visibility,
      contentType,
      content,
    })),
    variables: Object.fromEntries([...environment.variables.values()].map(({ key, value }) => [key, value])),
    dependencies: Object.fromEntries(build.dependencies.map(({ name, version }) => [name, version])),
  };
}

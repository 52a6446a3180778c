import type { Visibility } from '../functions/build.ts';

/** The Serverless API's resources as they are kept; dates are milliseconds since the Unix epoch. */
export interface ServerlessService {
  readonly sid: string;
  readonly uniqueName: string;
  friendlyName: string;
  includeCredentials: boolean;
  uiEditable: boolean;
  readonly domainBase: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly environments: Map<string, Environment>;
  readonly functions: Map<string, Resource>;
  readonly assets: Map<string, Resource>;
  readonly builds: Map<string, BuildRecord>;
}

export interface Environment {
  readonly sid: string;
  readonly uniqueName: string;
  readonly domainSuffix: string | null;
  readonly domainName: string;
  buildSid: string | null;
  readonly createdAt: number;
  updatedAt: number;
  readonly variables: Map<string, Variable>;
  readonly deployments: Map<string, Deployment>;
}

export interface Variable {
  readonly sid: string;
  key: string;
  value: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Deployment {
  readonly sid: string;
  readonly buildSid: string;
  readonly createdAt: number;
}

/** A Function or an Asset: a name with versions. */
export interface Resource {
  readonly sid: string;
  friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
  readonly versions: Map<string, Version>;
}

export interface Version {
  readonly sid: string;
  readonly resourceSid: string;
  readonly path: string;
  readonly visibility: Visibility;
  readonly contentType: string;
  readonly content: Buffer;
  readonly createdAt: number;
}

export interface BuildRecord {
  readonly sid: string;
  readonly functionVersions: readonly Version[];
  readonly assetVersions: readonly Version[];
  readonly dependencies: readonly { readonly name: string; readonly version: string }[];
  readonly runtime: string;
  readonly createdAt: number;
}

import { join, resolve } from 'node:path';
import { EnvFile } from './env-file.ts';
import { SetupRecord } from './setup-record.ts';

/** What the tools know of an account, in files of the folder that they are started in. */
export interface Workspace {
  readonly env: EnvFile;
  readonly record: SetupRecord;
}

export function openWorkspace(folder: string): Workspace {
  return {
    env: new EnvFile(join(resolve(folder), '.env')),
    record: new SetupRecord(join(resolve(folder), '.warm-transfer.json')),
  };
}

/** What each command shares. */
export const DIST = join(__dirname, '../dist');

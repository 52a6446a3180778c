import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** How a program of the same user logs in to a running local Twilio. */
export interface Login {
  readonly accountSid: string;
  readonly authToken: string;
}

/** Writes, for this user alone, the login of the local Twilio at a port. The returned function removes it. */
export function leaveLogin(twilioPort: number, { accountSid, authToken }: Login): () => void {
  const file = fileOf(twilioPort);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify({ accountSid, authToken }), { mode: 0o600, flag: 'wx' });
  return () => rmSync(file, { force: true });
}

/** @throws Error that says what to do when none runs there */
export function loginAt(twilioPort: number): Login {
  try {
    return JSON.parse(readFileSync(fileOf(twilioPort), 'utf8')) as Login;
  } catch (error) {
    throw new Error(`No local Twilio of yours runs at port ${twilioPort}: start it by \`npm start\`.`, {
      cause: error,
    });
  }
}

/** The folder must be this user's own. Somebody else may have made one of that name before. */
function fileOf(twilioPort: number): string {
  const { uid } = userInfo();
  const folder = join(tmpdir(), `local-twilio-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const state = lstatSync(folder);
  if (uid >= 0 && (state.uid !== uid || !state.isDirectory()))
    throw new Error(`${folder} is somebody else's: delete it.`);
  return join(folder, `${twilioPort}.json`);
}

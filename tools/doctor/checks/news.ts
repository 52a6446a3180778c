import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, warn, type Check } from '../check.ts';

const ROOT = join(__dirname, '../../..');
const LIBRARIES = ['twilio', '@twilio/voice-sdk', 'twilio-sync', 'twilio-run'];
const TIMEOUT_MS = 5000;

/**
 * Whether the account lists conferences by status, and what it lists without one: Twilio has changed that since 2026-09-30.
 * https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended
 */
export const conferenceList: Check = {
  name: 'Conference list',
  run: async ({ client }) => {
    const running = await client.conferences.list({ status: 'in-progress', limit: 20 });
    const others = running.filter(({ status }) => status !== 'in-progress');
    if (others.length > 0)
      return warn(
        `asked for those in progress, Twilio lists others too (${others[0]?.status})`,
        'docs/twilio-changes.md',
      );
    const all = await client.conferences.list({ limit: 20 });
    const isSplit = all.every(({ status }) => status === 'in-progress');
    return ok(`by status; without one ${isSplit ? 'none that has ended' : 'those that have ended too'}`);
  },
};

/**
 * Twilio's libraries of this project beside the newest on npm.
 * @param registry the URL of the package registry, without a slash at its end
 */
export const libraries = (registry: string): Check => ({
  name: "Twilio's libraries",
  run: async () => {
    const here = pinned();
    const compared = await Promise.all(
      LIBRARIES.map(async (name) => ({
        name,
        ours: here[name] ?? '',
        newest: await newestOf(name, registry),
      })),
    );
    const unknown = compared.filter(({ newest }) => newest === undefined);
    if (unknown.length > 0) return warn(`${registry} could not be asked`, 'try again later');
    const older = compared.filter(({ ours, newest }) => ours !== newest);
    const words = older.map(({ name, ours, newest }) => `${name} ${ours} (newest ${newest})`);
    if (older.length === 0) return ok('are the newest');
    return warn(words.join(', '), 'read what changed (docs/twilio-changes.md), then update and npm test');
  },
});

function pinned(): Readonly<Record<string, string>> {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>;
  return { ...dependencies, ...devDependencies };
}

async function newestOf(name: string, registry: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${registry}/${name.replace('/', '%2F')}/latest`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? ((await answer.json()) as { version?: string }).version : undefined;
  } catch {
    return undefined;
  }
}

// https://www.twilio.com/docs/usage/api/applications
import type { Clock } from '../../clock.ts';
import type { Application as SwitchApplication, ApplicationDirectory } from '../../switch/dependencies.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import type { SidSource } from '../sids.ts';
import { notFound } from '../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import type { VoiceSettings } from './voice-settings.ts';
import { NO_VOICE, routingOf, serializeVoiceSettings, voiceSettingsOf } from './voice-settings.ts';

/** A TwiML application. */
export interface Application extends VoiceSettings {
  readonly sid: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

/** The account's TwiML applications. The switch looks here for a call that a page makes. */
export class ApplicationTable implements ApplicationDirectory {
  readonly #clock: Clock;
  readonly #sids: SidSource;
  readonly #applications = new Map<string, Application>();

  constructor({ clock, sids }: { clock: Clock; sids: SidSource }) {
    this.#clock = clock;
    this.#sids = sids;
  }

  list(): readonly Application[] {
    return [...this.#applications.values()];
  }

  get(sid: string): Application | undefined {
    return this.#applications.get(sid);
  }

  /** An application as the switch reads it. */
  find(sid: string): SwitchApplication | undefined {
    const application = this.get(sid);
    return application && { sid, ...routingOf(application) };
  }

  create(settings: Partial<VoiceSettings>): Application {
    const now = this.#clock.now();
    const application = {
      ...NO_VOICE,
      ...settings,
      sid: this.#sids.next('AP'),
      dateCreated: now,
      dateUpdated: now,
    };
    this.#applications.set(application.sid, application);
    return application;
  }

  update(application: Application, changes: Partial<VoiceSettings>): Application {
    const updated = { ...application, ...changes, dateUpdated: this.#clock.now() };
    this.#applications.set(application.sid, updated);
    return updated;
  }

  /** Takes an application back that was kept somewhere else. */
  restore(application: Application): void {
    this.#applications.set(application.sid, application);
  }

  remove(sid: string): void {
    this.#applications.delete(sid);
  }
}

/** List, create, fetch, update and delete TwiML applications. */
export function applicationRoutes({ applications, account }: ApiDeps): Route[] {
  const path = `${ACCOUNT_PATH}/Applications`;
  const shown = (application: Application) => serialize(application, account.accountSid);
  return [
    {
      method: 'GET',
      path: `${path}.json`,
      run: (input) => {
        const page = pageOf(named(applications, input.form.get('FriendlyName')), input);
        return { json: legacyEnvelope(input, 'applications', page, shown) };
      },
    },
    {
      method: 'POST',
      path: `${path}.json`,
      run: ({ form }) => ({ status: 201, json: shown(applications.create(voiceSettingsOf(form))) }),
    },
    {
      method: 'GET',
      path: `${path}/:sid.json`,
      run: (input) => ({ json: shown(applicationOf(applications, input)) }),
    },
    {
      method: 'POST',
      path: `${path}/:sid.json`,
      run: (input) => {
        const application = applicationOf(applications, input);
        return { json: shown(applications.update(application, voiceSettingsOf(input.form))) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:sid.json`,
      run: (input) => {
        applications.remove(applicationOf(applications, input).sid);
        return { status: 204 };
      },
    },
  ];
}

function named(applications: ApplicationTable, name: string | null): readonly Application[] {
  return applications.list().filter(({ friendlyName }) => name === null || friendlyName === name);
}

function applicationOf(applications: ApplicationTable, input: RestInput): Application {
  const application = applications.get(param(input, 'sid'));
  if (!application) throw notFound(input.request.path);
  return application;
}

function serialize(application: Application, accountSid: string) {
  return {
    sid: application.sid,
    account_sid: accountSid,
    ...serializeVoiceSettings(application),
    api_version: '2010-04-01',
    date_created: rfc2822(application.dateCreated),
    date_updated: rfc2822(application.dateUpdated),
    message_status_callback: null,
    sms_status_callback: null,
    public_application_connect_enabled: false,
    uri: `/2010-04-01/Accounts/${accountSid}/Applications/${application.sid}.json`,
  };
}

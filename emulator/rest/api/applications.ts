// https://www.twilio.com/docs/usage/api/applications
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound } from '../../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { serializeVoiceSettings, voiceSettingsOf } from './voice-settings.ts';
import type { Application, ApplicationTable } from './application-table.ts';

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

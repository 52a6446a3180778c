// https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
import type { Account } from '../../account.ts';
import { rulesFor } from '../numbers/countries.ts';
import { given, optional } from '../form.ts';
import { legacyEnvelope, pageOf } from '../paging.ts';
import type { RestInput, Route } from '../router.ts';
import { param } from '../router.ts';
import { notFound, TwilioError } from '../../twilio-error.ts';
import type { ApiDeps } from './deps.ts';
import { ACCOUNT_PATH, rfc2822 } from './account-resource.ts';
import { serializeVoiceSettings, voiceSettingsOf } from './voice-settings.ts';
import type { IncomingNumber, NumberTable } from './number-table.ts';

/** List, buy, fetch, update and release numbers. */
export function incomingNumberRoutes({ numbers, account }: ApiDeps): Route[] {
  const path = `${ACCOUNT_PATH}/IncomingPhoneNumbers`;
  const shown = (number: IncomingNumber) => serialize(number, account.accountSid);
  return [
    {
      method: 'GET',
      path: `${path}.json`,
      run: (input) => {
        const page = pageOf(filtered(numbers, input), input);
        return { json: legacyEnvelope(input, 'incoming_phone_numbers', page, shown) };
      },
    },
    {
      method: 'POST',
      path: `${path}.json`,
      run: (input) => {
        checkPurchase(account, numbers, input);
        return { status: 201, json: shown(bought(numbers, input)) };
      },
    },
    { method: 'GET', path: `${path}/:sid.json`, run: (input) => ({ json: shown(numberOf(numbers, input)) }) },
    {
      method: 'POST',
      path: `${path}/:sid.json`,
      run: (input) => ({ json: shown(numbers.update(numberOf(numbers, input), settingsOf(input.form))) }),
    },
    {
      method: 'DELETE',
      path: `${path}/:sid.json`,
      run: (input) => {
        numbers.remove(numberOf(numbers, input).sid);
        return { status: 204 };
      },
    },
  ];
}

function filtered(numbers: NumberTable, { form }: RestInput): readonly IncomingNumber[] {
  const name = form.get('FriendlyName');
  const digits = form.get('PhoneNumber');
  return numbers
    .list()
    .filter((number) => name === null || number.friendlyName === name)
    .filter((number) => digits === null || number.phoneNumber.includes(digits));
}

/**
 * Refuses a number that the account may not have, or not yet.
 *
 * - https://www.twilio.com/docs/api/errors/10002: a trial account has one number
 * - https://www.twilio.com/docs/api/errors/21631: an address is missing
 * - 21649, a bundle is missing: https://www.twilio.com/en-us/changelog/regulated-number-bundle-provisioning-requirement
 * @throws TwilioError 400
 */
function checkPurchase({ standing }: Account, numbers: NumberTable, { form }: RestInput): void {
  if (standing?.type === 'Trial' && numbers.list().length > 0)
    throw new TwilioError(400, 10002, 'Trial accounts do not support the feature you tried to use');
  const { address, bundle } = rulesFor(form.get('PhoneNumber') ?? '');
  if (bundle && !form.get('BundleSid'))
    throw new TwilioError(400, 21649, 'Phone number requires an approved regulatory bundle');
  if (address !== 'none' && !form.get('AddressSid'))
    throw new TwilioError(400, 21631, 'Phone Number Requires an Address');
}

function bought(numbers: NumberTable, { form }: RestInput): IncomingNumber {
  const area = form.get('AreaCode');
  const number = form.get('PhoneNumber') ?? (area === null ? '' : `+1${area}5550100`);
  return numbers.buy(number, settingsOf(form));
}

function numberOf(numbers: NumberTable, input: RestInput): IncomingNumber {
  const number = numbers.get(param(input, 'sid'));
  if (!number) throw notFound(input.request.path);
  return number;
}

function settingsOf(form: URLSearchParams): Partial<IncomingNumber> {
  const application = optional(form, 'VoiceApplicationSid');
  const cleared = application === '' ? { voiceApplicationSid: null } : {};
  return { ...voiceSettingsOf(form), ...given({ voiceApplicationSid: application }), ...cleared };
}

function serialize(number: IncomingNumber, accountSid: string) {
  return {
    sid: number.sid,
    account_sid: accountSid,
    phone_number: number.phoneNumber,
    ...serializeVoiceSettings(number),
    api_version: '2010-04-01',
    voice_application_sid: number.voiceApplicationSid,
    voice_receive_mode: 'voice',
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    date_created: rfc2822(number.dateCreated),
    date_updated: rfc2822(number.dateUpdated),
    address_requirements: rulesFor(number.phoneNumber).address,
    address_sid: null,
    beta: false,
    bundle_sid: null,
    emergency_address_sid: null,
    emergency_address_status: 'unregistered',
    emergency_status: 'Inactive',
    identity_sid: null,
    origin: 'twilio',
    sms_application_sid: null,
    status: 'in-use',
    trunk_sid: null,
    type: 'local',
    uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
  };
}

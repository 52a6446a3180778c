/** The one account that the emulator plays. SIDs have Twilio's form; the secrets open nothing elsewhere. */
export interface Account {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKeys: Map<
    string,
    { readonly sid: string; readonly secret: string; readonly friendlyName: string }
  >;
}

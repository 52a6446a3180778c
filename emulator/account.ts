/** https://www.twilio.com/docs/iam/api/account */
export interface Standing {
  readonly status: 'active' | 'suspended' | 'closed';
  readonly type: 'Full' | 'Trial';
}

/** The one account that the emulator plays. SIDs have Twilio's form; the secrets open nothing elsewhere. */
export interface Account {
  readonly accountSid: string;
  readonly authToken: string;
  /** How Twilio sees it; an active, full account when left out. */
  standing?: Standing;
  readonly apiKeys: Map<
    string,
    { readonly sid: string; readonly secret: string; readonly friendlyName: string }
  >;
}

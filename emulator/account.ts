/** https://www.twilio.com/docs/iam/api/account */
export interface Standing {
  readonly status: 'active' | 'suspended' | 'closed';
  readonly type: 'Full' | 'Trial';
  /** The approved primary profile; of a business when left out. https://www.twilio.com/docs/trust-hub/profiles/primary-compliance-profiles */
  readonly profile?: 'none' | 'individual' | 'business' | undefined;
  /** When the account was opened, as ISO 8601; now when left out. */
  readonly opened?: string | undefined;
  /** The verified numbers of a trial account, E.164; five at most. https://www.twilio.com/docs/usage/trials/try-out-voice */
  readonly verified?: readonly string[] | undefined;
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

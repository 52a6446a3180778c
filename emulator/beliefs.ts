/**
 * The behaviour that Twilio does not document. Each entry is a switch. The product must work under every setting, and
 * the tests and the simulation play all of them. `npm run verify` finds out which setting a real account shows.
 */

/** One thing that nobody could look up. */
export interface Belief {
  /** The question, as a person would ask it. */
  readonly question: string;
  /** What is known about it. */
  readonly known: string;
  /** The pages where that was read or seen. */
  readonly source: string;
  /** The possible settings. The local Twilio has the first unless told otherwise. */
  readonly settings: readonly [string, string, ...string[]];
  /** Why no experiment without people decides it. */
  readonly needsPerson?: string;
}

export const BELIEFS = {
  musicSignature: {
    question: 'Are requests for a waitUrl or holdUrl signed?',
    known: 'Twilio signs its webhooks; no page says whether a request for music is one.',
    source: 'https://www.twilio.com/docs/usage/security#validating-requests',
    settings: ['signed', 'unsigned'],
  },
  rejection: {
    question: 'Does one rejection end a call that rings on several devices of an identity?',
    known: 'A maintainer says that the others get a cancel; a React Native user saw a browser ring on.',
    source:
      'https://github.com/twilio/twilio-voice.js/issues/435, https://github.com/twilio/twilio-voice-react-native/issues/221',
    settings: ['ends-for-all', 'for-one-device'],
  },
  unregisteredClient: {
    question: 'Which webhooks come for a call to a client that is not registered?',
    known:
      'Some saw initiated and no-answer within the second, others also a ringing in between. No page says which.',
    source:
      'https://github.com/twilio/voice-quickstart-server-node/issues/16, https://github.com/twilio/voice-quickstart-server-node/issues/19',
    settings: ['no-answer-at-once', 'rings-for-a-moment', 'rings-to-the-end'],
  },
  completeUnanswered: {
    question: 'Does the status completed end a call that is queued or rings?',
    known:
      'Twilio documents canceled for those. It documents that completed ends a call "even if it is already in progress".',
    source: 'https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource',
    settings: ['ends-it', 'is-refused', 'is-ignored'],
  },
  cancelAnswered: {
    question: 'What is the answer to the status canceled for a call in progress?',
    known: 'Twilio documents that it does not affect such a call, but not whether it refuses the request.',
    source: 'https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource',
    settings: ['is-ignored', 'is-refused'],
  },
  failedCallbacks: {
    question: 'Does Twilio send a failed status or conference callback again, as its address asks?',
    known: 'Twilio describes connection overrides for webhooks in general, and says nothing about callbacks.',
    source: 'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
    settings: ['retried', 'not-retried'],
  },
  tooManyRequests: {
    question: 'Does the retry policy 4xx cover 429, the answer of a full service?',
    known: 'Twilio describes the policy as 4xx responses, without a list of them.',
    source: 'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
    settings: ['retried', 'not-retried'],
  },
  retryPause: {
    question: 'How long does Twilio wait before it tries a failed webhook again?',
    known: 'All tries together take 15 s at most. No page describes a pause between them.',
    source: 'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
    settings: ['none', 'a-second'],
  },
  loneConference: {
    question: 'Which status has the conference of a caller who waits alone?',
    known:
      'It starts once two are in it, one with startConferenceOnEnter. Production code has seen a lone caller’s conference listed as in-progress.',
    source: 'https://www.twilio.com/docs/voice/api/conference-resource#conference-properties',
    settings: ['init', 'in-progress'],
  },
  leaverInList: {
    question: 'Does the list of participants show somebody who has just left?',
    known:
      'A participant can be complete or failed. No page says how long the list shows them so; here it is two seconds.',
    source: 'https://www.twilio.com/docs/voice/api/conference-participant-resource#participant-properties',
    settings: ['as-complete', 'left-out', 'as-connected'],
  },
  leaveTold: {
    question: 'How soon does the webhook of a participant’s leaving come?',
    known: 'No page says. Here late is three seconds.',
    source: 'https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent',
    settings: ['at-once', 'late'],
  },
  labelAfterLeave: {
    question: 'May a participant’s label be used again as soon as they left?',
    known:
      'It must be unique among the active participants. No page says when a dead leg stops being one. Here kept is ten seconds.',
    source: 'https://www.twilio.com/docs/api/errors/16025',
    settings: ['free', 'kept'],
  },
  loneHold: {
    question: 'Can a participant be held who is alone in a conference that has started?',
    known: 'Twilio documents hold for a conference in progress, and does not say how many must be in it.',
    source:
      'https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource',
    settings: ['held', 'refused'],
  },
  holdAgain: {
    question: 'Does Hold with another holdUrl change the music of a participant on hold?',
    known: 'No page says.',
    source:
      'https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource',
    settings: ['changes-music', 'ignored'],
  },
  coachedLeft: {
    question: 'What becomes of a coach when the participant whom they coach has left?',
    known:
      'The coached participant is the only one who can hear the coach. No page says who hears them then.',
    source: 'https://www.twilio.com/docs/voice/api/conference-participant-resource#participant-properties',
    settings: ['heard-by-nobody', 'heard-by-all', 'removed'],
  },
  refusedUpdate: {
    question: 'When one change of a participant’s update is refused, do the others in it happen?',
    known:
      'Twilio refuses a coaching of somebody who is not there. No page says what becomes of a Muted beside it.',
    source:
      'https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource',
    settings: ['none-happen', 'others-happen'],
  },
  clientLegs: {
    question: 'Do calls to client: addresses count in the limit of one call a second?',
    known: 'Inbound calls and those of Dial do not. The pages speak of outbound calls of the REST API.',
    source: 'https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource',
    settings: ['counted', 'exempt'],
  },
  clientParameters: {
    question: 'Does client:ana?key=value in a To of Calls give the page its parameters?',
    known: 'It is documented for a To of Participants.',
    source: 'https://www.twilio.com/docs/voice/api/conference-participant-resource#create-a-participant',
    settings: ['passed', 'dropped'],
  },
  clientAddress: {
    question: 'Do webhooks show the To of such a call with its parameters?',
    known: 'No page says.',
    source: 'https://www.twilio.com/docs/voice/api/call-resource#call-properties',
    settings: ['bare', 'with-parameters'],
  },
  applicationStatusCallback: {
    question: 'Does a TwiML application’s statusCallback get the calls that a page made?',
    known: 'The application has the property. No page says that it serves calls of the Voice SDK.',
    source: 'https://www.twilio.com/docs/usage/api/applications',
    settings: ['told', 'not-told'],
  },
  holdRefusal: {
    question: 'Which error code has a hold, or the end of one, that Twilio refuses?',
    known: 'Production code has seen the status 400, and did not note the code.',
    source:
      'https://www.twilio.com/docs/voice/api/conference-participant-resource#update-a-participant-resource',
    settings: ['20001', '16099'],
  },
  failedHoldMusic: {
    question: 'What does a held participant hear whose holdUrl cannot be fetched?',
    known: 'Twilio documents that its own music plays without a holdUrl, and nothing of one that fails.',
    source: 'https://www.twilio.com/docs/voice/api/conference-participant-resource#hold',
    settings: ['silence', 'twilios-music'],
  },
  musicParameters: {
    question: 'Which parameters has a request for a waitUrl, a holdUrl or an announcement?',
    known: 'No page lists them. Those of the conference are a guess.',
    source: 'https://www.twilio.com/docs/voice/twiml/conference#attributes-waiturl',
    settings: ['conference', 'call-and-conference', 'none'],
  },
  leaveByDial: {
    question:
      'Which reason is told of a participant whom hangupOnStar or timeLimit takes out of a conference?',
    known: 'Twilio lists the reasons of a leave, and none of them names the star or the limit.',
    source: 'https://www.twilio.com/docs/voice/twiml/conference#attributes-statusCallbackEvent',
    settings: ['participant_hung_up', 'participant_updated_via_api'],
  },
  absentCoach: {
    question: 'What becomes of the call of a coach whose agent is not in the room, or on hold?',
    known: 'Twilio calls it an error (13240, 16027), and does not say whether the call ends.',
    source: 'https://www.twilio.com/docs/api/errors/13240',
    settings: ['dial-fails', 'document-fails'],
  },
  dialGivenUp: {
    question: 'Which DialCallStatus has a Dial that its caller gives up while it rings?',
    known: 'Of canceled, Twilio says that the REST API ended the call before it was answered.',
    source: 'https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values',
    settings: ['canceled', 'no-answer', 'completed'],
  },
  spaceBeforeXml: {
    question: 'Is white space before the XML declaration of a document passed over?',
    known:
      'Twilio’s page names it as a cause of 12100. Of most other faults in a document Twilio only warns.',
    source: 'https://www.twilio.com/docs/api/errors/12100',
    settings: ['passed-over', 'refused'],
  },
  nationalNumbers: {
    question: 'Is a number of North America taken without its country code?',
    known: 'Twilio’s pages write such numbers in examples; its errors say that a number must be E.164.',
    source: 'https://www.twilio.com/docs/voice/twiml/dial, https://www.twilio.com/docs/api/errors/21211',
    settings: ['taken', 'refused'],
  },
  wrongSignature: {
    question: 'Which status has a request for a protected Function without Twilio’s signature?',
    known: 'Twilio’s own pages name both.',
    source: 'https://www.twilio.com/docs/serverless/functions-assets/visibility',
    settings: ['403', '400'],
  },
  listReads: {
    question: 'Does a page of items of a Sync list or map count as one read?',
    known: 'The limit is of reads of an object. No page says what a page of items is.',
    source: 'https://www.twilio.com/docs/sync/limits',
    settings: ['one', 'each-item'],
  },
  turnedAway: {
    question: 'What does a caller hear whom a trial account, or one with too many calls, does not take?',
    known: 'Twilio documents that the call is not taken.',
    source:
      'https://www.twilio.com/docs/usage/trials/try-out-voice, https://www.twilio.com/docs/api/errors/10004',
    settings: ['nothing', 'words'],
    needsPerson: 'Somebody has to call an account that is full or on trial from a telephone, and listen.',
  },
  silentPage: {
    question: 'How long does Twilio keep the signalling of a page whose network says nothing?',
    known: 'Twilio’s times begin when the connection has closed. No page says when it gives a silent one up.',
    source:
      'https://www.twilio.com/docs/voice/sdks/javascript/edges#edge-fallback-and-signaling-reconnection',
    settings: ['20-seconds', '60-seconds'],
    needsPerson: 'Somebody has to pull the cable of a computer in a call: a browser cannot lose its network.',
  },
  ringingMessage: {
    question: 'Which pages get a message that the server sends while a call rings on several?',
    known: 'Twilio documents messages for calls that ring, and not where several pages of an identity do.',
    source:
      'https://www.twilio.com/en-us/changelog/twilio-voice-sdk-call-message-events--user-defined-messages--act',
    settings: ['every-page', 'one-page'],
  },
  callTokenLife: {
    question: 'Is the CallToken of a call still taken when that call is over?',
    known: 'Twilio documents where a token comes from and what it is for. No page says how long it is good.',
    source: 'https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource',
    settings: ['taken', 'refused'],
    needsPerson: 'Somebody has to call the account from a telephone: only such a call brings a token.',
  },
} as const satisfies Readonly<Record<string, Belief>>;

export type BeliefName = keyof typeof BELIEFS;
export type SettingOf<N extends BeliefName> = (typeof BELIEFS)[N]['settings'][number];
/** The beliefs that an experiment decides. */
export type DecidableBelief = {
  [N in BeliefName]: (typeof BELIEFS)[N] extends { readonly needsPerson: string } ? never : N;
}[BeliefName];
/** Some beliefs with their settings. An absent belief has the first setting. */
export type BeliefSettings = { readonly [N in BeliefName]?: SettingOf<N> };

/** The settings of one local Twilio. They can be changed while it runs. */
export class Beliefs {
  #settings: BeliefSettings;

  constructor(settings: BeliefSettings = {}) {
    this.#settings = settings;
  }

  /** How this local Twilio behaves. */
  get<N extends BeliefName>(name: N): SettingOf<N> {
    return this.#settings[name] ?? BELIEFS[name].settings[0];
  }

  /** Replaces all settings. An absent belief goes back to its first one. */
  set(settings: BeliefSettings): void {
    this.#settings = settings;
  }

  /** Every belief with its setting now. */
  all(): Readonly<Record<string, string>> {
    return Object.fromEntries(beliefNames().map((name) => [name, this.get(name)]));
  }
}

export function beliefNames(): readonly BeliefName[] {
  return Object.keys(BELIEFS) as BeliefName[];
}

/**
 * Reads settings that a person or a script gave.
 * @throws Error that names the unknown belief or setting, and those that there are
 */
export function parseBeliefs(given: Readonly<Record<string, unknown>>): BeliefSettings {
  for (const [name, setting] of Object.entries(given)) {
    const belief: Belief | undefined = Object.hasOwn(BELIEFS, name) ? BELIEFS[name as BeliefName] : undefined;
    if (!belief) throw new Error(`No belief is called ${name}. There are: ${beliefNames().join(', ')}.`);
    if (!belief.settings.includes(String(setting)))
      throw new Error(`${name} can be ${belief.settings.join(' or ')}, not ${String(setting)}.`);
  }
  return given;
}

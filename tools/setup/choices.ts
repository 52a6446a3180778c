import type { Twilio } from 'twilio';
import { checkId, checkName, checkPasscode, type NewAgent } from '../../delivery/agent-accounts.ts';
import { PROJECT } from '../../delivery/project.ts';
import type { Questions } from '../terminal/questions.ts';
import { PAPERS, searchNumbers, webhooksOf, type Offer } from '../../delivery/numbers.ts';

/** A number of the account, or one to buy. */
export type NumberChoice =
  { readonly sid: string; readonly phoneNumber: string; readonly bought: boolean } | { readonly buy: string };

/** The person's choices, by flags or by answers. */
export interface Choices {
  readonly agents: readonly NewAgent[];
  /** The number that a flag names. */
  readonly number: string | undefined;
  askNumber(client: Twilio): Promise<NumberChoice>;
  askAgents(): Promise<readonly NewAgent[]>;
}

/** The flags that decide. */
export interface Flags {
  readonly yes: boolean;
  readonly agents: readonly NewAgent[];
  readonly number: string | undefined;
  /** Buy one in this country, with this area code. */
  readonly buy: { readonly country: string; readonly areaCode?: number } | undefined;
}

type Owned = Awaited<ReturnType<Twilio['incomingPhoneNumbers']['list']>>[number];

const HOW = 'Give --number with one of them, or --buy with a country to buy one.';

export function choicesBy(flags: Flags, questions: Questions): Choices {
  return {
    agents: flags.agents,
    number: flags.number,
    askAgents: async () => (flags.yes || flags.agents.length > 0 ? flags.agents : await askAgents(questions)),
    askNumber: async (client) => chosenNumber(client, flags, questions),
  };
}

async function chosenNumber(client: Twilio, flags: Flags, questions: Questions): Promise<NumberChoice> {
  const owned = (await client.incomingPhoneNumbers.list()).filter(({ capabilities }) => capabilities.voice);
  if (flags.number) return numberNamed(owned, flags.number);
  // One that an interrupted setup had just bought.
  const ours = owned.find(({ friendlyName }) => friendlyName === PROJECT);
  if (ours) return choiceOf(ours, true);
  if (flags.buy) return await offered(client, flags.buy, flags.yes ? undefined : questions);
  return flags.yes ? onlyFree(owned) : await askNumber(client, owned, questions);
}

function numberNamed(owned: readonly Owned[], asked: string): NumberChoice {
  const number = owned.find(({ phoneNumber, sid }) => [phoneNumber, sid].includes(asked));
  if (!number) throw new Error(`The account has no number ${asked} that takes calls. ${namesOf(owned)}`);
  return choiceOf(number, false);
}

/** Nobody is there to answer. So setup takes a number only when nothing uses it. */
function onlyFree(owned: readonly Owned[]): NumberChoice {
  const [free, ...more] = owned.filter((number) => !isInUse(number));
  if (!free || more.length > 0) throw new Error(`Which number? ${namesOf(owned)}`);
  return choiceOf(free, false);
}

function namesOf(owned: readonly Owned[]): string {
  const names = owned.map(({ phoneNumber }) => phoneNumber).join(', ');
  return `${names ? `It has ${names}.` : 'It has none.'} ${HOW}`;
}

function choiceOf({ sid, phoneNumber }: Owned, bought: boolean): NumberChoice {
  return { sid, phoneNumber, bought };
}

/** Whether calls to it go anywhere but to Twilio's own demonstration. */
function isInUse(number: Owned): boolean {
  const { voiceUrl, voiceApplicationSid, trunkSid } = webhooksOf(number);
  const isDemo = voiceUrl === '' || voiceUrl.startsWith('https://demo.twilio.com/');
  return !isDemo || voiceApplicationSid !== '' || trunkSid !== '';
}

async function askNumber(
  client: Twilio,
  owned: readonly Owned[],
  questions: Questions,
): Promise<NumberChoice> {
  const sid = await questions.choice({
    message: 'Which number will customers call?',
    choices: [
      ...owned.map((number) => ({
        value: number.sid,
        name: `${number.phoneNumber}${isInUse(number) ? '  (in use; teardown puts its webhooks back)' : ''}`,
      })),
      { value: 'buy', name: 'Buy a new one' },
    ],
  });
  const number = owned.find((known) => known.sid === sid);
  if (number) return choiceOf(number, false);
  const country = await questions.text({ message: 'Country (two letters)', default: 'US' }, checkCountry);
  const areaCode = Number(await questions.text({ message: 'Area code (empty: any)' }, checkAreaCode));
  const wanted = { country: country.toUpperCase(), ...(areaCode > 0 && { areaCode }) };
  return await offered(client, wanted, questions);
}

/** @throws Error that says how a country is given */
export function checkCountry(country: string): void {
  if (!/^[a-z]{2}$/i.test(country)) throw new Error('Give two letters, as US or GB.');
}

/** @throws Error that says how an area code is given */
export function checkAreaCode(digits: string): void {
  if (!/^\d*$/.test(digits)) throw new Error('Give digits alone, or nothing.');
}

/** Searches, and asks before it spends money. `--yes` together with `--buy` is the answer already. */
async function offered(
  client: Twilio,
  { country, areaCode }: NonNullable<Flags['buy']>,
  questions: Questions | undefined,
): Promise<NumberChoice> {
  const { offers, wanted } = await searchNumbers(client, country, areaCode);
  const [first] = offers;
  if (!first && wanted) throw new Error(`No number of ${country} can be bought here: ${PAPERS[wanted]}`);
  if (!first)
    throw new Error(
      `Twilio has no such number for sale in ${country}. Run setup again with another area code or country.`,
    );
  return { buy: questions ? await askOffer(offers, questions) : first.phoneNumber };
}

async function askOffer(offers: readonly Offer[], questions: Questions): Promise<string> {
  const chosen = await questions.choice({
    message: 'Which one?',
    choices: offers.map((offer) => ({
      value: offer,
      name: `${offer.phoneNumber}  ${offer.place}  ${offer.price} a month`,
    })),
  });
  const message = `Buy ${chosen.phoneNumber} for ${chosen.price} a month, charged to your Twilio account?`;
  if (await questions.yesOrNo({ message, default: false })) return chosen.phoneNumber;
  throw new Error('No number was bought. Run setup again to go on.');
}

async function askAgents(questions: Questions): Promise<readonly NewAgent[]> {
  const agents: NewAgent[] = [];
  do {
    const taken = agents.map(({ id }) => id);
    const agent = await askAgent(questions, agents.length === 0 ? 'supervisor' : 'agent', taken);
    if (!agent) break;
    agents.push(agent);
  } while (await questions.yesOrNo({ message: 'Another agent?', default: agents.length < 2 }));
  return agents;
}

/**
 * @param taken sign-in names that others have
 * @returns undefined when no more are wanted
 */
async function askAgent(
  questions: Questions,
  role: NewAgent['role'],
  taken: readonly string[],
): Promise<NewAgent | undefined> {
  const what = `Sign-in name of ${role === 'supervisor' ? 'a supervisor' : 'an agent'}`;
  const id = await questions.text(
    { message: `${what} (letters, digits, underscore; empty: none)` },
    unlessEmpty((answer) => checkNewId(answer, taken)),
  );
  if (id === '') return undefined;
  const name = await questions.text({ message: 'Name as colleagues see it', default: id }, checkName);
  const passcode = await questions.secret(
    { message: 'Passcode (empty: one is made up)' },
    unlessEmpty((answer) => checkPasscode(answer, [id, name])),
  );
  return { id, name, role, ...(passcode && { passcode }) };
}

function checkNewId(id: string, taken: readonly string[]): void {
  checkId(id);
  if (taken.includes(id)) throw new Error(`"${id}" is taken: give another name, or nothing.`);
}

function unlessEmpty(check: (answer: string) => void): (answer: string) => void {
  return (answer) => (answer === '' ? undefined : check(answer));
}

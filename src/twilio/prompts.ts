import type { Language } from '../core/model/ids.ts';
import type { Announcement } from '../core/repair/announcement.ts';

/** The sentences besides the announcements of the waiting music. */
export type Prompt =
  'voicemail' | 'closed' | 'thanks' | 'nothingHeard' | 'callerGone' | 'notYourCall' | 'trouble';

interface Voice {
  readonly voice: string;
  readonly language: string;
  readonly announcements: Readonly<Record<Exclude<Announcement['say'], 'position' | 'nothing'>, string>>;
  readonly position: (position: number) => string;
  readonly prompts: Readonly<Record<Prompt, string>>;
}

const VOICES: Readonly<Record<Language, Voice>> = {
  en: {
    voice: 'Polly.Joanna',
    language: 'en-US',
    announcements: {
      greeting: 'Thank you for calling. Please stay on the line: someone will be with you shortly.',
      reassurance: 'Thank you for your patience. We have not forgotten you.',
      apology:
        'We are sorry, we lost our colleague for a moment. Please stay on the line: we are getting them back.',
      goodbye:
        'The other side has hung up. If we can do more for you, please stay on the line: someone will be with you shortly.',
      hold: 'One moment, please.',
    },
    position: (position) =>
      position === 1 ? 'You are next in line.' : `You are number ${position} in line. Thank you for waiting.`,
    prompts: {
      voicemail: 'We are sorry that nobody could take your call. Please leave a message after the tone.',
      closed:
        'Thank you for calling. We are closed at the moment. Please leave a message after the tone, and we will call you back.',
      thanks: 'Thank you. We will call you back. Goodbye.',
      nothingHeard: 'We did not hear a message. Please call us again. Goodbye.',
      callerGone: 'The caller has gone.',
      notYourCall: 'This call is not yours any more.',
      trouble: 'We are sorry, there is a problem on our side. Please try again in a few minutes.',
    },
  },
  ja: {
    voice: 'Polly.Mizuki',
    language: 'ja-JP',
    announcements: {
      greeting: 'お電話ありがとうございます。担当者におつなぎしますので、そのままお待ちください。',
      reassurance: 'お待たせしております。もうしばらくお待ちください。',
      apology:
        '申し訳ございません。担当者との通話が途切れました。ただいまおつなぎしますので、そのままお待ちください。',
      goodbye:
        '相手側の通話が終了しました。引き続きご用件がございましたら、そのままお待ちください。担当者におつなぎします。',
      hold: '少々お待ちください。',
    },
    position: (position) =>
      position === 1 ? '次におつなぎいたします。' : `ただいま${position}番目にお待ちいただいております。`,
    prompts: {
      voicemail:
        '申し訳ございません。ただいま電話に出ることができません。発信音のあとにメッセージをお話しください。',
      closed:
        'お電話ありがとうございます。ただいま営業時間外です。発信音のあとにメッセージをお話しください。折り返しご連絡いたします。',
      thanks: 'ありがとうございました。折り返しご連絡いたします。',
      nothingHeard: 'メッセージを確認できませんでした。恐れ入りますが、もう一度おかけ直しください。',
      callerGone: 'お客様は電話を切られました。',
      notYourCall: 'この通話は終了しました。',
      trouble: '申し訳ございません。ただいま障害が発生しております。しばらくしてからおかけ直しください。',
    },
  },
};

/** The words, and the voice that says them. */
export interface Spoken {
  readonly words: string;
  readonly voice: { readonly voice: 'Polly.Joanna' | 'Polly.Mizuki'; readonly language: 'en-US' | 'ja-JP' };
}

/** The words of an announcement; undefined when there is none. */
export function spokenAnnouncement(announcement: Announcement, language: Language): Spoken | undefined {
  if (announcement.say === 'nothing') return undefined;
  const { announcements, position } = VOICES[language];
  const words =
    announcement.say === 'position' ? position(announcement.position) : announcements[announcement.say];
  return spoken(words, language);
}

/** The words of a prompt. */
export function spokenPrompt(prompt: Prompt, language: Language): Spoken {
  return spoken(VOICES[language].prompts[prompt], language);
}

/** The company's own words. */
export function spokenWords(words: string, language: Language): Spoken {
  return spoken(words, language);
}

function spoken(words: string, of: Language): Spoken {
  const { voice, language } = VOICES[of];
  return { words, voice: { voice, language } as Spoken['voice'] };
}

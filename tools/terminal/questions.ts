import { confirm, input, password, select } from '@inquirer/prompts';
import { clearLine, type Surroundings } from './surroundings.ts';

interface Question {
  readonly message: string;
}

/** @throws Error that says what is wrong with an answer; then the question comes again */
type AnswerCheck = (answer: string) => void;

/** Asks the person at the terminal. Spaces around an answer are not part of it. Each question throws when nobody is there to be asked. */
export interface Questions {
  text(question: Question & { readonly default?: string }, check?: AnswerCheck): Promise<string>;
  /** Shows a star for each character. */
  secret(question: Question, check?: AnswerCheck): Promise<string>;
  yesOrNo(question: Question & { readonly default: boolean }): Promise<boolean>;
  choice<Value>(
    question: Question & { readonly choices: readonly { readonly name: string; readonly value: Value }[] },
  ): Promise<Value>;
}

/** Questions on the command's own terminal. */
export function questionsIn({ input: from, output, stopped }: Surroundings): Questions {
  const context = { input: from, output, signal: stopped };
  const asked = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    clearLine(output);
    if (from.isTTY) return ask();
    return Promise.reject(
      new Error('There is no terminal to ask in: add --yes and decide by flags (--help).'),
    );
  };
  return {
    text: (question, check) =>
      asked(() => input({ ...question, validate: judgedBy(check) }, context)).then(trimmed),
    secret: ({ message }, check) =>
      asked(() => password({ message, mask: true, validate: judgedBy(check) }, context)).then(trimmed),
    yesOrNo: (question) => asked(() => confirm(question, context)),
    choice: (question) => asked(() => select(question, context)),
  };
}

function trimmed(answer: string): string {
  return answer.trim();
}

/** True, or what is wrong. */
function judgedBy(check: AnswerCheck = () => undefined): (answer: string) => true | string {
  return (answer) => {
    try {
      check(trimmed(answer));
      return true;
    } catch (error) {
      return (error as Error).message;
    }
  };
}

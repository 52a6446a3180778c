import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

const ENTER = '\r';
const CTRL_C = '\u0003';
const CLEARED = '\r\u001B[2K';
const DOWN = '\u001B[B';

/** A terminal, and a person who reads its questions and presses keys. */
export class PersonAtTerminal {
  readonly input = Object.assign(new PassThrough(), { isTTY: true });
  readonly output: Writable & { isTTY: true };
  #raw = '';
  /** How much of the screen the person has dealt with. */
  #read = 0;
  #look: () => void = () => undefined;

  constructor() {
    const output = new Writable({
      write: (data: Buffer, _encoding, done) => {
        this.#raw += data.toString();
        this.#look();
        done();
      },
    });
    // A real terminal cannot be ended either, and each question tries.
    output.end = () => output;
    this.output = Object.assign(output, { isTTY: true as const });
  }

  /** Everything that was shown and not taken away again, without colours and moves of the cursor. */
  get screen(): string {
    const lines = this.#raw.split('\n').map((line) => line.split(CLEARED).at(-1) ?? '');
    return stripVTControlCharacters(lines.join('\n'));
  }

  /** Long questions are broken into lines. */
  get #words(): string {
    return this.screen.replaceAll(/\s+/g, ' ');
  }

  /** Waits for a question, types an answer and presses Enter. The command takes the answer. */
  async answer(question: string, text = ''): Promise<void> {
    await this.#seen(`? ${question}`);
    this.input.write(`${text}${ENTER}`);
    await this.#seen(`✔ ${question}`);
  }

  /** The same, with an answer that the command refuses in these words. Then it empties the line. */
  async answerWrongly(question: string, text: string, refusal: string): Promise<void> {
    await this.#seen(`? ${question}`);
    this.input.write(`${text}${ENTER}`);
    await this.#seen(refusal);
    this.input.write('\u0015');
  }

  /** Waits for a list, and chooses the entry that is so many below the first. */
  async choose(question: string, down: number): Promise<void> {
    await this.#seen(`? ${question}`);
    for (let step = 0; step < down; step += 1) {
      const drawn = this.#raw.length;
      this.input.write(DOWN);
      // A list takes its keys one by one: the next counts from where the last one led.
      await this.#when(() => this.#raw.length > drawn);
    }
    this.input.write(ENTER);
    await this.#seen(`✔ ${question}`);
  }

  async stopAt(question: string): Promise<void> {
    await this.#seen(`? ${question}`);
    this.input.write(CTRL_C);
  }

  async #seen(text: string): Promise<void> {
    await this.#when(() => this.#words.includes(text, this.#read));
    this.#read = this.#words.indexOf(text, this.#read) + text.length;
  }

  #when(isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#look = () => void (isSo() && resolve());
      this.#look();
    });
  }
}

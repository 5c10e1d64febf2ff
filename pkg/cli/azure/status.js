// What goes on, on a terminal: one line that is written over. Elsewhere only what people must know.

import { visible } from '../terminal.js';
import { count, grouped } from '../words.js';

/** Waits that are told of where nobody sees a line move, in seconds. */
const LONG = 5;

export class Status {
  #stream;
  #isShown = false;
  #what = '';

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream = process.stderr) {
    this.#stream = stream;
  }

  /** Whether a line can be written over. */
  get isLive() {
    return Boolean(this.#stream.isTTY) && process.env.TERM !== 'dumb';
  }

  /** @param {string} text */
  show(text) {
    if (!this.isLive) return;
    const width = this.#stream.columns || 80;
    const shown = text.length < width ? text : `${text.slice(0, width - 2)}…`;
    this.#stream.write(`\r\x1b[K${shown}`);
    this.#isShown = true;
  }

  /** What is being done. @param {string} what */
  begin(what) {
    this.#what = what;
    this.show(`${what} …`);
  }

  clear() {
    if (this.#isShown) this.#stream.write('\r\x1b[K');
    this.#isShown = false;
  }

  /** A line that stays. @param {string} text */
  say(text) {
    this.clear();
    this.#stream.write(`${text}\n`);
  }

  /** What the library tells while it asks. @param {import('aksplan').AzureProgress} progress */
  tell = (progress) => {
    if (progress.type === 'page') {
      const { items, total, pages } = progress;
      if (pages < 2 && !total) return;
      const of = total === undefined ? '' : ` of ${grouped(total)}`;
      this.show(`${this.#what || 'reading'}: ${grouped(items)}${of}, ${count(pages, 'page')}`);
    }
    if (progress.type === 'preflight') {
      const { done, total, what } = progress;
      this.show(`${this.#what}: ${done} of ${total}, ${visible(what)}`);
    }
    if (progress.type === 'retry') {
      const text = waitText(progress);
      if (this.isLive) this.show(text);
      else if (progress.seconds >= LONG) this.say(`aksplan: ${text}`);
    }
  };
}

const reasons = {
  throttled: 'Azure asks to slow down',
  unavailable: 'Azure can’t answer right now',
  network: 'no way to Azure',
};

/** @param {{ why: keyof typeof reasons, seconds: number, path: string, attempts: number }} retry */
export function waitText({ why, seconds, path, attempts }) {
  const name = visible(path.split('/').at(-1) ?? path);
  const nth = attempts > 1 ? `, attempt ${attempts}` : '';
  return `${reasons[why]}: ${name} again in ${Math.max(1, Math.round(seconds))} s${nth}`;
}

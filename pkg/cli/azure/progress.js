// How far a deployment is: on a terminal lines that are written over, elsewhere one line an event.

import { terminal, visible } from '../terminal.js';
import { waitText } from './status.js';

/** @typedef {import('aksplan').AzureProgress} Progress */
/** @typedef {Extract<Progress, { type: 'request' }>} Event */

/** How often elapsed times are drawn again, in milliseconds. */
const EVERY = 250;
const BAR = 24;
const running = new Set(['looking', 'sending', 'operation']);
const ended = new Set(['done', 'skipped', 'failed', 'stopped']);

/** `12 s`, `3 min 05 s`. @param {number} seconds */
export function timeText(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** What is told of each event, one line of JSON. */
export class JsonProgress {
  isLive = false;

  /** @param {Progress} progress */
  tell = (progress) => {
    if (progress.type !== 'request' && progress.type !== 'retry') return;
    process.stdout.write(`${JSON.stringify({ version: 1, ...progress })}\n`);
  };

  say() {}
  begin() {}
  end() {}
}

/** Steps with their states, for people. */
export class Steps {
  #out = terminal(process.stderr);
  #stream = process.stderr;
  #total;
  /** @type {Map<string, Event & { began: number }>} */
  #now = new Map();
  #ended = 0;
  #drawn = 0;
  #wait = '';
  #began = performance.now();
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {number} total */
  constructor(total) {
    this.#total = total;
    this.isLive = Boolean(this.#stream.isTTY) && process.env.TERM !== 'dumb';
  }

  begin() {
    if (!this.isLive) return;
    this.#timer = setInterval(() => this.#draw(), EVERY);
    this.#timer.unref();
  }

  end() {
    clearInterval(this.#timer);
    this.#erase();
    this.#now.clear();
  }

  /** A line that stays. @param {string} text */
  say(text) {
    this.#erase();
    this.#stream.write(`${text}\n`);
    this.#draw();
  }

  /** @param {Progress} progress */
  tell = (progress) => {
    if (progress.type === 'request') this.#step(progress);
    if (progress.type === 'retry') {
      this.#wait = waitText(progress);
      if (!this.isLive && progress.seconds >= 5) this.say(`  ${this.#wait}`);
      this.#draw();
    }
  };

  /** @param {Event} event */
  #step(event) {
    const { id, state } = event;
    const before = this.#now.get(id);
    this.#wait = '';
    if (ended.has(state)) {
      this.#now.delete(id);
      this.#ended += 1;
      this.say(this.#endText(event));
    } else if (running.has(state)) {
      const began = performance.now() - event.seconds * 1000;
      this.#now.set(id, { ...event, began });
      const isNews = before?.state !== state || before?.why !== event.why;
      if (!this.isLive && state !== 'looking' && isNews) this.say(`… ${this.#what(event)}`);
      this.#draw();
    }
  }

  /** @param {Event} event */
  #endText(event) {
    const { bold, dim, green, red, yellow } = this.#out;
    const { state, seconds } = event;
    const sign = { done: green('✓'), skipped: dim('='), failed: red('✗'), stopped: yellow('‖') }[
      /** @type {'done' | 'skipped' | 'failed' | 'stopped'} */ (state)
    ];
    const text = this.#what(event);
    const time = state === 'skipped' ? '' : dim(` ${timeText(seconds)}`);
    return `${sign} ${state === 'failed' ? bold(text) : state === 'skipped' ? dim(text) : text}${time}`;
  }

  /** @param {Event} event */
  #what({ title, state, why }) {
    const doing = { sending: 'sending', skipped: 'as it is to be', stopped: 'stopped' }[state];
    // What was asked is what the line is about.
    const more = why?.replace(/^[A-Z]+ \/\S+: /, '') ?? doing;
    return visible(more ? `${title}: ${more}` : title);
  }

  #erase() {
    if (this.#drawn > 0) this.#stream.write(`\r\x1b[${this.#drawn}A\x1b[J`);
    this.#drawn = 0;
  }

  #draw() {
    if (!this.isLive || !this.#timer) return;
    const { dim, green, cyan } = this.#out;
    const width = Math.max(20, (this.#stream.columns || 80) - 1);
    const rows = Math.max(3, (this.#stream.rows || 24) - 4);
    const now = performance.now();
    const all = [...this.#now.values()];
    const cut = (/** @type {string} */ text) =>
      text.length <= width ? text : `${text.slice(0, width - 1)}…`;
    const lines = all.slice(0, rows).map((it) => {
      const time = timeText((now - it.began) / 1000);
      return cyan(cut(`  ${time.padStart(12)}  ${this.#what(it)}`));
    });
    if (all.length > rows) lines.push(dim(`  and ${all.length - rows} more at the same time`));
    if (this.#wait) lines.push(dim(cut(`  ${this.#wait}`)));
    const full = this.#total ? Math.floor((BAR * this.#ended) / this.#total) : 0;
    const bar = `${green('█'.repeat(full))}${dim('░'.repeat(BAR - full))}`;
    const passed = timeText((now - this.#began) / 1000);
    lines.push(`${bar} ${this.#ended} of ${this.#total}, ${passed}`);
    this.#erase();
    this.#stream.write(`${lines.join('\n')}\n`);
    this.#drawn = lines.length;
  }
}

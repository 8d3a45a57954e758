/** The users of a soak: always as many, but each leaves after some minutes, and somebody else joins at once. */
import { setTimeout as sleep } from 'node:timers/promises';

import { Random } from '../../../eval/random';
import { Observations } from '../observations';
import { ROUND_MS, type Script, scriptFor } from '../script';
import { pcmSentence } from '../sentence';
import { socketLine } from '../socket-line';
import { User } from '../user';
import type { SoakMessage, SoakRequest } from './wire';

const TICK_MS = 2;
const MINUTE_MS = 60_000;

/** People stay so long, evenly spread. */
const LEAST_STAY_MS = 2 * MINUTE_MS;
const MOST_STAY_MS = 6 * MINUTE_MS;

const sentence = pcmSentence(16_000);
const script: Script = scriptFor(sentence.lengthMs);

class Crowd {
  readonly #observations = new Observations();
  readonly #users = new Map<User, number>();
  #joins = 0;

  constructor(
    private readonly request: SoakRequest,
    private readonly random: Random,
  ) {}

  async fill(): Promise<void> {
    for (let count = 0; count < this.request.sessions; count++) await this.#join();
    this.#observations.isOpen = true;
  }

  /** Sends what is due, and lets those go whose time is over. */
  tick(lateMs: number): void {
    this.#observations.addLateness(lateMs);
    const nowMs = performance.now();
    for (const [user, leavesAtMs] of this.#users) {
      while (user.nextFrameAtMs <= nowMs) user.sendNext();
      if (leavesAtMs <= nowMs) this.#replace(user);
    }
  }

  takeMinute(): SoakMessage {
    const joins = this.#joins;
    this.#joins = 0;
    return { type: 'minute', result: this.#observations.takePart(), joins };
  }

  leave(): void {
    for (const user of this.#users.keys()) user.leave();
  }

  #replace(user: User): void {
    this.#users.delete(user);
    user.leave();
    this.#joins += 1;
    this.#join().catch((error: unknown) => {
      process.stderr.write(`nobody could join: ${String(error)}\n`);
      this.#observations.addError();
    });
  }

  async #join(): Promise<void> {
    const user = new User(this.#observations, script);
    user.joined(
      await socketLine(this.request.url, 'pcm_s16le', sentence, user, this.#observations),
    );
    const nowMs = performance.now();
    user.begin(nowMs + this.random.between(0, ROUND_MS));
    this.#users.set(user, nowMs + this.random.between(LEAST_STAY_MS, MOST_STAY_MS));
  }
}

async function run(request: SoakRequest): Promise<void> {
  const crowd = new Crowd(request, new Random(String(request.seed)));
  await crowd.fill();
  tell({ type: 'joined' });
  let tickedAtMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    crowd.tick(Math.max(0, nowMs - tickedAtMs - TICK_MS));
    tickedAtMs = nowMs;
  }, TICK_MS);
  const startedAtMs = performance.now();
  for (let minute = 1; minute <= request.minutes; minute++) {
    await sleep(startedAtMs + minute * MINUTE_MS - performance.now());
    tell(crowd.takeMinute());
  }
  clearInterval(timer);
  crowd.leave();
}

function tell(message: SoakMessage): void {
  process.send?.(message);
}

process.once('disconnect', () => process.exit(0));
run(JSON.parse(process.argv[2] ?? '') as SoakRequest).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
  process.exit(1);
});

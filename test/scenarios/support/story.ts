import { durationMs } from '../../eval/audio-tools';
import type { Engines } from './engines';
import { expectStep } from './expect-step';
import type { Action, AgentStage, Condition, Expectation, Step } from './steps';
import { type Setup, Stage } from './stage';
import { spoken } from './spoken';
import { told } from './told';
import { soundOf } from './user-sounds';
import { PATIENCE_MS, Witness } from './witness';

/** Who has just connected takes a breath before the first word. */
const BREATH_MS = 300;

/** Plays one scenario, step by step. */
export class Story {
  readonly #stage: Stage;
  readonly #witness: Witness;
  #hungUpAtMs: number | undefined;
  #sounds = 0;

  constructor(
    private readonly title: string,
    setup: Setup,
    engines: Engines,
  ) {
    this.#stage = new Stage(title, setup, engines);
    this.#witness = new Witness(this.#stage);
  }

  /** @throws Error that names the step which is not as told, with all that happened. */
  async tell(steps: readonly Step[]): Promise<void> {
    let done = 0;
    try {
      await this.#witness.passTo(BREATH_MS);
      for (const step of steps) {
        await this.#play(step);
        done += 1;
      }
      await this.#stage.leave();
      this.#checkEnd();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const account = `${this.#soFar(steps, done, reason)}\n\nWhat happened:\n${this.#witness.account()}\n`;
      throw new Error(account, { cause: error });
    } finally {
      await this.#stage.hangUp();
    }
  }

  async #play(step: Step): Promise<void> {
    switch (step.type) {
      case 'say':
      case 'sound':
      case 'pause':
      case 'mute':
      case 'until':
      case 'listen':
      case 'typed':
      case 'asks-for-silence':
      case 'hang-up':
        return this.#act(step);
      case 'background':
      case 'bystander':
      case 'loudness':
      case 'echo':
      case 'loss':
      case 'jitter':
      case 'drift':
        return this.#change(step);
      default:
        return expectStep(step satisfies Expectation, this.#witness);
    }
  }

  async #act(action: Action): Promise<void> {
    const stage = this.#stage;
    switch (action.type) {
      case 'say':
        return this.#utter(told(action), spoken(action.words, action.fromMs, action.toMs));
      case 'sound': {
        const seed = `${this.title} ${++this.#sounds}`;
        return this.#utter(told(action), soundOf(action.sound, seed));
      }
      case 'pause':
        return this.#witness.passTo(stage.nowMs + action.ms);
      case 'mute':
        stage.isMuted = true;
        await this.#witness.passTo(stage.nowMs + action.ms);
        stage.isMuted = false;
        return;
      case 'until':
        return this.#until(action.stage);
      case 'listen':
        return this.#listen(action.ms);
      case 'typed':
        this.#witness.note(told(action), 0);
        return stage.send({ type: 'text', text: action.text });
      case 'asks-for-silence':
        this.#witness.note(told(action), 0);
        return stage.send({ type: 'interrupt' });
      case 'hang-up':
        this.#witness.note(told(action), 0);
        this.#hungUpAtMs = stage.nowMs;
        return stage.hangUp();
    }
  }

  #change(condition: Condition): void {
    const { room, line } = this.#stage;
    switch (condition.type) {
      case 'background':
        return room.addBackground(condition.sound, condition.db);
      case 'bystander':
        return room.addBystander(condition.words, condition.db, this.#stage.nowMs);
      case 'loudness':
        return room.setVoice(condition.db);
      case 'echo':
        return room.addEcho(condition.db, condition.delayMs);
      case 'loss':
        return line.setNetwork({ lossPercent: condition.percent });
      case 'jitter':
        return line.setNetwork({ jitterMs: condition.ms });
      case 'drift':
        this.#stage.driftPpm = condition.ppm;
        return;
    }
  }

  async #utter(what: string, sound: Int16Array): Promise<void> {
    this.#witness.note(what, durationMs(sound));
    await this.#stage.play(sound);
  }

  async #until(wanted: AgentStage): Promise<void> {
    const isReached = {
      transcribing: () => this.#stage.decodes > 0,
      thinking: () => this.#witness.all('agent-state').at(-1)?.state === 'thinking',
      speaking: () => this.#witness.all('agent-state').at(-1)?.state === 'speaking',
    }[wanted];
    if (!(await this.#witness.waitFor(isReached, PATIENCE_MS))) throw new Error('it never was');
  }

  async #listen(ms: number): Promise<void> {
    await this.#until('speaking');
    const startedAtMs = this.#witness.all('playout-start').at(-1)?.atMs ?? 0;
    await this.#witness.passTo(startedAtMs + ms);
  }

  /** The story as it was to be, up to where it went another way. */
  #soFar(steps: readonly Step[], done: number, reason: string): string {
    const before = steps.slice(0, done).map((step) => `   ok  ${told(step)}`);
    const failed = steps[done];
    const what = failed === undefined ? 'and that was all' : told(failed);
    return [
      `"${this.title}" goes another way:`,
      ...before,
      ` here  ${what}`,
      `       but ${reason}`,
    ].join('\n');
  }

  /** What holds for every story, however it went. */
  #checkEnd(): void {
    const { errors, clock, sink } = this.#stage;
    if (errors.length > 0) throw new Error('the session reported a fault of its own');
    if (clock.sleepers > 0) throw new Error('something still waits after the session');
    this.#witness.checkSpeechStarts();
    const hungUpAtMs = this.#hungUpAtMs ?? Infinity;
    if (sink.frames.some(({ atMs }) => atMs > hungUpAtMs)) {
      throw new Error('sound was sent after the user hung up');
    }
  }
}

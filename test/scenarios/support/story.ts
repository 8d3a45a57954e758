import { durationMs } from '../../eval/audio-tools';
import type { Engines } from './engines';
import { expectStep } from './expect-step';
import type { Action, AgentStage, Condition, Expectation, Step } from './steps';
import { type Setup, Stage } from './stage';
import { partOf, soundOf } from './user-sounds';
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
    let at = 'the end';
    try {
      await this.#witness.passTo(BREATH_MS);
      for (const [index, step] of steps.entries()) {
        at = `step ${index + 1}, ${describeStep(step)}`;
        await this.#play(step);
      }
      at = 'the end';
      await this.#stage.leave();
      this.#checkEnd();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`At ${at}: ${reason}\n\n${this.#witness.account()}\n`, {
        cause: error,
      });
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
        return this.#utter(action.file, partOf(action.file, action.fromMs, action.toMs));
      case 'sound': {
        const seed = `${this.title} ${++this.#sounds}`;
        return this.#utter(action.sound, soundOf(action.sound, seed));
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
        this.#witness.note(`types "${action.text}"`, 0);
        return stage.send({ type: 'text', text: action.text });
      case 'asks-for-silence':
        this.#witness.note('asks for silence', 0);
        return stage.send({ type: 'interrupt' });
      case 'hang-up':
        this.#witness.note('hangs up', 0);
        this.#hungUpAtMs = stage.nowMs;
        return stage.hangUp();
    }
  }

  #change(condition: Condition): void {
    const { room, line } = this.#stage;
    switch (condition.type) {
      case 'background':
        return room.addBackground(condition.sound, condition.db);
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

  /** What holds for every story, however it went. */
  #checkEnd(): void {
    const { errors, clock, sink } = this.#stage;
    if (errors.length > 0) throw new Error('the session reported a fault of its own');
    if (clock.sleepers > 0) throw new Error('something still waits after the session');
    const hungUpAtMs = this.#hungUpAtMs ?? Infinity;
    if (sink.frames.some(({ atMs }) => atMs > hungUpAtMs)) {
      throw new Error('sound was sent after the user hung up');
    }
  }
}

function describeStep({ type, ...details }: Step): string {
  const values = Object.values(details).map((value) => JSON.stringify(value));
  return `${type}(${values.join(', ')})`;
}

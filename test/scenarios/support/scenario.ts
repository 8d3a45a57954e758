import { type Engines, loadEngines } from './engines';
import type { Setup } from './stage';
import type { Step } from './steps';
import { Story } from './story';

/** On a machine that does a lot else; a scenario takes a second or two. */
const TIMEOUT_MS = 240_000;

let engines: Engines;

beforeAll(async () => {
  engines = await loadEngines();
}, TIMEOUT_MS);

afterAll(() => engines.close());

/** A conversation, told step by step; `title` says in plain words what it shows. */
export function scenario(title: string, setup: Setup, steps: readonly Step[]): void {
  it(title, () => new Story(title, setup, engines).tell(steps), TIMEOUT_MS);
}

/** The same conversation for each of `values`; the title has `%i` where the value stands. */
scenario.each = (values: readonly number[]) =>
  function (title: string, setup: Setup, steps: (value: number) => readonly Step[]): void {
    for (const value of values) scenario(title.replace('%i', String(value)), setup, steps(value));
  };

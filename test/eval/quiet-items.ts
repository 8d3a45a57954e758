import { atLevel } from './audio-tools';
import type { EvalItem, Rendered } from './eval-item';
import { mainsHum, music, noise, typing } from './noises';
import { Random } from './random';

const LENGTH_MS = 10_000;

/** What a room sounds like while nobody speaks to the agent; levels in dB below full scale. */
const SOUNDS: readonly { readonly name: string; readonly render: () => Int16Array }[] = [
  { name: 'silence', render: () => new Int16Array(16 * LENGTH_MS) },
  { name: 'noise -50 dB', render: () => atLevel(noise(LENGTH_MS, new Random('soft')), -50) },
  { name: 'noise -30 dB', render: () => atLevel(noise(LENGTH_MS, new Random('loud')), -30) },
  { name: 'hum -35 dB', render: () => atLevel(mainsHum(LENGTH_MS), -35) },
  { name: 'music -40 dB', render: () => atLevel(music(LENGTH_MS, new Random('one')), -40) },
  { name: 'music -26 dB', render: () => atLevel(music(LENGTH_MS, new Random('two')), -26) },
  { name: 'typing', render: () => typing(LENGTH_MS, new Random('keys')) },
];

/** Items in which nobody speaks, alone and under an agent who does. */
export function quietItems(): EvalItem[] {
  return SOUNDS.flatMap(({ name, render }) => {
    const common = {
      condition: 'clean' as const,
      madeFrom: name,
      text: '',
      render: (): Rendered => ({ pcm: render() }),
    };
    return [
      { ...common, id: `no-speech ${name}`, kind: 'no-speech', isOverAgent: false },
      {
        ...common,
        id: `no-speech-over-agent ${name}`,
        kind: 'no-speech-over-agent',
        isOverAgent: true,
      },
    ] satisfies EvalItem[];
  });
}

import { withBed } from './audio-tools';
import { type Condition, CONDITIONS, type EvalItem, type ItemKind } from './eval-item';
import { floorItems } from './floor-items';
import { babble, noise } from './noises';
import { quietItems } from './quiet-items';
import { Random } from './random';
import { turnItems } from './turn-items';

/** Of each kind every how-manieth item is also played with noise and babble. */
const NOISY_EVERY: Partial<Record<ItemKind, number>> = {
  sentence: 5,
  'short-pause': 8,
  'long-pause': 12,
  'two-sentences': 5,
  'short-answer': 3,
  interruption: 8,
  'short-interruption': 4,
  'backchannel-word': 3,
  hum: 14,
  cough: 7,
};

const BED_MS = 12_000;

/** The share of the items that a quick look takes. */
const QUICK_SHARE = 0.12;

/**
 * The labelled corpus: the same items, to the sample, on every machine and in every run.
 *
 * Audio is made when an item is rendered, so the list itself costs nothing.
 */
export function corpus({ isQuick }: { isQuick: boolean }): EvalItem[] {
  const clean = [...turnItems(), ...floorItems(), ...quietItems()];
  const noisy = noisyShare(clean).flatMap((item) =>
    CONDITIONS.filter((condition) => condition !== 'clean').map((condition) =>
      inCondition(item, condition),
    ),
  );
  const all = [...clean, ...noisy];
  return isQuick ? all.filter(({ id }) => new Random(`quick ${id}`).next() < QUICK_SHARE) : all;
}

function noisyShare(items: readonly EvalItem[]): EvalItem[] {
  const seen = new Map<ItemKind, number>();
  return items.filter(({ kind }) => {
    const index = seen.get(kind) ?? 0;
    seen.set(kind, index + 1);
    const every = NOISY_EVERY[kind];
    return every !== undefined && index % every === 0;
  });
}

function inCondition(item: EvalItem, condition: Condition): EvalItem {
  const [bed, snr] = condition.split(' ');
  const id = `${item.id}, ${condition}`;
  return {
    ...item,
    id,
    condition,
    madeFrom: `${item.madeFrom} in ${condition} SNR`,
    render: () => {
      const rendered = item.render();
      if (rendered.speech === undefined) return rendered;
      const random = new Random(id);
      const sound = bed === 'noise' ? noise(BED_MS, random) : babble(BED_MS, random);
      return { ...rendered, pcm: withBed(rendered.pcm, rendered.speech, sound, Number(snr)) };
    },
  };
}

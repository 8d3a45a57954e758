import type { PageKey } from '../../i18n/en/pages';
import type { ShellKey } from '../../i18n/en/shell';
import { usePageSay } from '../../i18n/speech-context';

type SegmentsProps<Name extends string> = {
  readonly label: string;
  /** What can be chosen, and what each is called. */
  readonly names: Readonly<Record<Name, PageKey | ShellKey>>;
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
};

/** One of a few, side by side. */
export function Segments<Name extends string>(props: SegmentsProps<Name>) {
  const { label, names, chosen, onChoose } = props;
  const say = usePageSay();
  return (
    <div className="segments" role="group" aria-label={label}>
      {(Object.keys(names) as Name[]).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === chosen}
          data-testid={`segment-${name}`}
          onClick={() => onChoose(name)}
        >
          {say(names[name])}
        </button>
      ))}
    </div>
  );
}

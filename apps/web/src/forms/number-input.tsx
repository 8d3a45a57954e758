import type { ComponentProps } from 'react';

import { stepped } from './number-text';

type NumberInputProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> & {
  readonly value: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (text: string) => void;
};

const ARROWS: Readonly<Record<string, 1 | -1>> = { ArrowUp: 1, ArrowDown: -1 };

/**
 * A number as it is typed, whatever that is: of what is no number, `type="number"` says that nothing is there, and whoever saves it
 * would take away what was set. The arrow keys step as they do there.
 */
export function NumberInput({ min, max, step, value, onChange, ...others }: NumberInputProps) {
  return (
    <input
      {...others}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={(pressed) => {
        const by = ARROWS[pressed.key];
        if (by === undefined) return;
        pressed.preventDefault();
        onChange(stepped(value, { min, max, step }, by));
      }}
    />
  );
}

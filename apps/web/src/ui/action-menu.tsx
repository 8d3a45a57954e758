import { DropdownMenu } from 'radix-ui';

import { MoreIcon } from './icons';

export type MenuAction = {
  readonly label: string;
  readonly onSelect: () => void;
  readonly isDangerous?: boolean;
  readonly testId?: string;
};

type ActionMenuProps = {
  /** What the actions are for. */
  readonly label: string;
  readonly actions: readonly MenuAction[];
};

/** What else can be done with something, behind three dots. */
export function ActionMenu({ label, actions }: ActionMenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="menu-button" aria-label={label}>
        <MoreIcon />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={12}>
          {actions.map(({ label: name, onSelect, isDangerous = false, testId }) => (
            <DropdownMenu.Item
              key={name}
              className={isDangerous ? 'menu-item menu-item-danger' : 'menu-item'}
              onSelect={onSelect}
              {...(testId !== undefined && { 'data-testid': testId })}
            >
              {name}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

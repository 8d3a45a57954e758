export function hasModifier(pressed: KeyboardEvent): boolean {
  return pressed.ctrlKey || pressed.metaKey || pressed.altKey;
}

/** The letter belongs to a field or a list that takes letters. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}

/** The first moment of a day (`2026-11-30`) where this browser is, or of the one so many days later; null where there is no such day. */
export function dayBegin(day: string, later = 0): string | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date);
  if (at.getMonth() !== month - 1 || at.getDate() !== date) return null;
  at.setDate(date + later);
  return at.toISOString();
}

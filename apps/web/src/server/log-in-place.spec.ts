import { pageStorage } from '../voice/browser-memory';
import { keepPlace, takePlace } from './log-in-place';

describe(keepPlace.name, () => {
  it('has who logs in go on where they were, once', () => {
    const tab = pageStorage();
    keepPlace(tab, '#/groups?join=voxg_x');
    expect(takePlace(tab, '')).toBe('#/groups?join=voxg_x');
    expect(takePlace(tab, '')).toBeNull();
  });

  it('does not lead away from a place that was opened since', () => {
    const tab = pageStorage();
    keepPlace(tab, '#/groups');
    expect(takePlace(tab, '#/agents')).toBeNull();
    expect(takePlace(tab, '')).toBeNull();
  });
});

import { nextPage } from './next-page';

describe(nextPage.name, () => {
  it('finds where the next page begins', () => {
    expect(nextPage('</api/agents?limit=200&after=abc%3D>; rel="next"')).toBe('abc=');
    expect(nextPage('<http://elsewhere/api/agents?after=x>;rel=next')).toBe('x');
    expect(nextPage('</api/jobs?limit=5&cursor=y>; rel="next"', 'cursor')).toBe('y');
    expect(nextPage('</api/users?limit=100&before=y>; rel="next"', 'before')).toBe('y');
  });

  it.each([[null], [''], ['</api/agents?after=x>; rel="prev"']])('finds none in %j', (link) => {
    expect(nextPage(link)).toBeUndefined();
  });
});

import { categoryOfStatus, tellsOfOutage } from './http-status';

describe(categoryOfStatus.name, () => {
  it.each([
    [400, 'invalid-request'],
    [401, 'authentication'],
    [402, 'quota'],
    [403, 'authorization'],
    [404, 'invalid-request'],
    [408, 'timeout'],
    [422, 'invalid-request'],
    [429, 'rate-limit'],
    [500, 'server'],
    [503, 'server'],
    [504, 'timeout'],
    [529, 'server'],
    [302, 'protocol'],
  ] as const)('takes %i for %s', (status, category) => {
    expect(categoryOfStatus(status)).toBe(category);
  });
});

describe(tellsOfOutage.name, () => {
  it.each([401, 402, 408, 500, 503, 504])('takes %i for the word of all requests', (status) => {
    expect(tellsOfOutage(status)).toBe(true);
  });

  it.each([200, 304, 400, 403, 404, 405, 429, 501])('takes %i for that of one page', (status) => {
    expect(tellsOfOutage(status)).toBe(false);
  });
});

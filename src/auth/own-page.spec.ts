import { isFromOwnPage } from './own-page';

const OWN = 'https://voice.example.org';
const HERE = 'http://127.0.0.1:4900';
const isTaken = (method: string, headers: Record<string, string>) =>
  isFromOwnPage({ method, headers: { host: '127.0.0.1:4900', ...headers } }, new Set([OWN]));

describe(isFromOwnPage, () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'takes %s of a page of the server alone',
    (method) => {
      expect(isTaken(method, { origin: HERE })).toBe(true);
      expect(isTaken(method, { origin: OWN, 'sec-fetch-site': 'same-origin' })).toBe(true);
      expect(isTaken(method, { 'sec-fetch-site': 'same-origin' })).toBe(true);
      for (const headers of [
        {},
        { origin: 'null' },
        { origin: 'https://evil.example' },
        { origin: 'http://127.0.0.1:4901' },
        { origin: HERE, 'sec-fetch-site': 'same-site' },
        { origin: HERE, 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'none' },
        { 'sec-fetch-site': 'cross-site' },
      ] as const) {
        expect(isTaken(method, headers)).toBe(false);
      }
    },
  );

  it('takes what only looks from the address bar, too', () => {
    for (const headers of [
      {},
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-origin' },
    ] as const) {
      expect(isTaken('GET', headers)).toBe(true);
    }
    expect(isTaken('GET', { 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(isTaken('GET', { 'sec-fetch-site': 'same-site' })).toBe(false);
    expect(isTaken('GET', { origin: 'https://evil.example' })).toBe(false);
  });

  it('takes a socket of a page of the server alone, which has to say so', () => {
    const upgrade = { upgrade: 'websocket' };
    expect(isTaken('GET', { ...upgrade, origin: HERE })).toBe(true);
    expect(isTaken('GET', { ...upgrade, origin: OWN })).toBe(true);
    expect(isTaken('GET', upgrade)).toBe(false);
    expect(isTaken('GET', { ...upgrade, 'sec-fetch-site': 'same-origin' })).toBe(false);
    expect(isTaken('GET', { ...upgrade, origin: 'https://evil.example' })).toBe(false);
  });
});

import type { Joined } from '@vox/protocol';

import { problems } from '../i18n/en/problems';
import { mediaProblem } from './media-options';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

const offering = (...addresses: readonly string[]) =>
  ({
    recv_transport: {
      ice_candidates: addresses.flatMap((address) => [
        { protocol: 'udp', port: 4950, address },
        { protocol: 'tcp', port: 4950, address },
      ]),
    },
  }) as unknown as Joined;

describe(mediaProblem.name, () => {
  it.each([
    ['media_on_loopback_only', FIREFOX, ['127.0.0.1']],
    ['media_on_loopback_only', FIREFOX, ['127.0.0.53', '::1']],
    ['media_failed', FIREFOX, ['127.0.0.1', '192.0.2.7']],
    ['media_failed', FIREFOX, ['1270.example.org']],
    ['media_failed', CHROME, ['127.0.0.1']],
  ])('is %s for %s where the server offers %j', (code, userAgent, addresses) => {
    expect(mediaProblem(offering(...addresses), userAgent).code).toBe(code);
  });

  it('names the addresses that were tried, and in Firefox says that no firewall is to blame', () => {
    const { code, detail } = mediaProblem(offering('127.0.0.1'), FIREFOX);
    expect(detail).toBe('UDP 4950 and TCP 4950 at 127.0.0.1');
    const title = problems[`problem.${code}`];
    const advice = problems[`problem.${code}.advice`];
    expect(`${title} ${advice}`).toMatch(/Firefox.*127\.0\.0\.1.*WEBRTC_LISTEN_IP/u);
    expect(advice).not.toMatch(/firewall/iu);
  });
});

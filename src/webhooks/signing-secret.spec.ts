import { isSigningSecret, makeSigningSecret, signedHeaders } from './signing-secret';

describe('a webhook that is signed', () => {
  it('has the signature that Standard Webhooks gives its example', () => {
    // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const body = '{"test": 2432232314}';
    expect(signedHeaders(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, body)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is signed with a secret of 24 to 64 bytes', () => {
    const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
    expect([24, 32, 64].map((bytes) => isSigningSecret(secretOf(bytes)))).toEqual([
      true,
      true,
      true,
    ]);
    for (const wrong of [
      secretOf(23),
      secretOf(65),
      'whsec_',
      'a'.repeat(40),
      'whsec_ä'.repeat(9),
    ]) {
      expect(isSigningSecret(wrong)).toBe(false);
    }
    expect(isSigningSecret(makeSigningSecret())).toBe(true);
    expect(makeSigningSecret()).not.toBe(makeSigningSecret());
  });
});

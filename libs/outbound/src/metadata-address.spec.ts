import { isMetadataAddress, leadsToMetadata } from './metadata-address';

describe(isMetadataAddress.name, () => {
  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    '2002:a9fe:a9fe::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fd20:ce::254',
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.192',
  ])('knows %s', (address) => {
    expect(isMetadataAddress(address)).toBe(true);
  });

  it.each(['127.0.0.1', '::1', '10.0.0.1', '192.168.1.20', '172.17.0.1', 'fd00::1', '8.8.8.8'])(
    'does not take %s for one',
    (address) => {
      expect(isMetadataAddress(address)).toBe(false);
    },
  );
});

describe(leadsToMetadata.name, () => {
  it.each([
    ['http://169.254.169.254/latest', true],
    ['http://2852039166/', true],
    ['http://[::ffff:169.254.169.254]/', true],
    ['http://127.0.0.1:11434', false],
    ['http://localhost:11434', false],
    ['http://nobody.invalid/', false],
  ])('%s: %s', async (url, expected) => {
    expect(await leadsToMetadata(url)).toBe(expected);
  });
});

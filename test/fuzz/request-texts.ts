import { writeWav } from '@vox/audio';
import fc from 'fast-check';

/** What JSON is written as where it is meant to be read. */
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/merge-patch+json',
];
const WRONG_TYPES = [
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''],
  ...[
    'application/json; charset=x',
    'application/json; charset=utf-16',
    'application/json;;=',
    '/',
  ],
  ...['application/json; charset=iso-8859-1', 'APPLICATION/JSON', 'application/json, text/plain'],
  ...['audio/wav', 'application/octet-stream', '*/*'],
];

const BROKEN = [
  ...['{', '"', '[1,', 'nul', '\0', '{"a":1,"a":2}', '\ufeff{}', `{"a":${'['.repeat(5000)}`],
  ...['{"a":1e400}', '{"a":-0,}', "{'a':1}", '/**/{}', '{"a":"\t"}', '{"a":NaN}', '[]', '0', '""'],
  ...['{"a":"\\ud83d"}', '{"a":"\\u12"}', '{"__proto__":{"a":1},"__proto__":2}', ' '.repeat(200)],
].map((text) => Buffer.from(text));

/** Of what is no JSON. */
const RECORDINGS = [
  ...['', 'RIFF', `RIFF\xff\xff\xff\xffWAVEfmt ${'\0'.repeat(40)}`, 'x'.repeat(50_000)],
].map((text) => Buffer.from(text, 'latin1'));

/** A tenth of a second without a word. */
const SILENCE = Buffer.from(writeWav(new Int16Array(1600), 16_000));

export const contentTypes: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...TYPES) },
  { weight: 1, arbitrary: fc.constantFrom(...WRONG_TYPES) },
);

export const recordings: fc.Arbitrary<Buffer> = fc.oneof(
  fc.constantFrom(SILENCE, ...RECORDINGS),
  fc.nat(SILENCE.length).map((cut) => SILENCE.subarray(0, cut)),
);

/** Well-formed text that says what may be ill-formed (half characters are escapes), and now and then what is none. */
export function written(values: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> {
  const whole = values.map((value) => Buffer.from(JSON.stringify(value) ?? ''));
  return fc.oneof(
    { weight: 14, arbitrary: whole },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN) },
    { weight: 1, arbitrary: fc.tuple(whole, fc.nat(9), fc.nat()).map(damaged) },
  );
}

function damaged([whole, how, at]: [Buffer, number, number]): Buffer {
  const cut = at % (whole.length + 1);
  const text = whole.toString();
  switch (how) {
    case 0:
      return whole.subarray(0, cut);
    case 1:
      return Buffer.concat([
        whole.subarray(0, cut),
        Buffer.from([0xff, 0xc0]),
        whole.subarray(cut),
      ]);
    case 2:
      return Buffer.from(text, 'utf16le');
    case 3:
      return Buffer.from(text.replace('{', '{"a":1,"a":2,'));
    case 4:
      return Buffer.from(text.replace(/:(?:-?[\d.]+|"[^"]*")/u, ':1e400'));
    case 5:
      return Buffer.concat([whole, whole]);
    case 6:
      return Buffer.concat([Buffer.from('\ufeff'), whole]);
    case 7:
      return Buffer.from(text.replace(/"([^"]*)":/u, '"$1":{"$1":'));
    case 8:
      return Buffer.from(text.replace(/\}\s*$/u, `,"x":"${'y'.repeat(110_000)}"}`));
    default:
      return Buffer.from(`[${text}]`);
  }
}

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  accept: ['*/*', 'text/html', 'application/json;q=0', 'x', ',,;q=', '\xff'],
  'accept-encoding': ['gzip', 'identity;q=0', '*;q=0', '\xe9'],
  'accept-language': ['de', '*', 'x-'.repeat(500)],
  'content-encoding': ['gzip', 'identity', 'br', 'deflate', 'zstd2', 'gzip, gzip', ''],
  'if-none-match': ['*', '""', 'W/"x"', '"\xff"'],
  'if-modified-since': ['never', 'Thu, 01 Jan 1970 00:00:00 GMT', '-1'],
  range: ['bytes=0-0', 'bytes=5-1', 'bytes=-1', 'bytes=9999999-', 'lines=1', 'bytes=0-0,1-1'],
  origin: ['https://evil.example', 'null', 'x', 'http://127.0.0.1', 'file://'],
  host: ['evil.example', 'localhost', '[::1]', '127.0.0.1:99999', 'a b', ''],
  'x-forwarded-for': ['127.0.0.1', '::1, x', ',', 'unknown'],
  'x-forwarded-proto': ['https', 'x'],
  'x-forwarded-host': ['evil.example'],
  'x-http-method-override': ['DELETE', 'TRACE'],
  cookie: ['a=b', '='.repeat(2000), '__proto__=x'],
  'x-api-key': ['', 'wrong', '\xff', 'x'.repeat(4000)],
  authorization: [
    'Bearer',
    'Bearer wrong',
    'Basic Og==',
    'Bearer \xff',
    'bearer  x',
    'x'.repeat(4000),
  ],
  connection: ['close', 'upgrade', 'keep-alive, x'],
  prefer: ['return=minimal', 'x'],
  'transfer-encoding': ['chunked'],
  'sec-fetch-site': ['cross-site', 'x'],
  te: ['trailers'],
};

/** Headers beside those that a request needs; those of the same name take their place. */
export const otherHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...Object.entries(HEADERS))
      .chain(([name, values]) =>
        fc
          .oneof(
            { weight: 5, arbitrary: fc.constantFrom(...values) },
            { weight: 1, arbitrary: latin },
          )
          .map((value) => ({ [name]: value })),
      ),
  },
);

/** What a header's value may hold (RFC 9110 §5.5). */
const latin: fc.Arbitrary<string> = fc
  .uint8Array({ maxLength: 200 })
  .map((bytes) =>
    Buffer.from(bytes.filter((byte) => byte > 0x1f && byte !== 0x7f)).toString('latin1'),
  );

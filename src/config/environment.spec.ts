import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { limitsOf } from '@vox/environment';
import type { z } from 'zod';

import { parseConfig, sectionSchemas } from './app-config';

const variables = Object.entries(sectionSchemas).flatMap(([section, { shape }]) =>
  Object.entries(shape).map(([name, schema]) => ({
    section,
    name,
    schema: schema as z.ZodType,
  })),
);

const problemsOf = (environment: Record<string, string>): string[] => {
  try {
    parseConfig(environment);
  } catch (error) {
    return (error as { problems: string[] }).problems;
  }
  return [];
};

/** What people write by mistake; nearly all of it is nonsense for nearly all variables. */
const SLIPS = [
  'banana',
  '-1',
  '0x10',
  '1e3',
  '1,5',
  'not a url',
  'http//x',
  'tru',
  '99999999999999999999',
];
const BLANKS = [' ', '\t', '\n'];

/** Names, keys and words that may be anything, and lists of names: what makes no sense there shows in use. */
const FREE: Readonly<Record<string, RegExp>> = {
  HOST: /^(banana|tru|0x10|1e3)$/u,
  ALLOWED_HOSTS: /^(banana|tru|0x10|1e3|-1|9+|1,5)$/u,
  // An address may be written as one number.
  TRUSTED_PROXIES: /^(0x10|1,5)$/u,
  VOXBRIDGE_API_KEY: /^9{16,}$/u,
  WEBRTC_ANNOUNCED_ADDRESS: /^(banana|tru|0x10|1e3)$/u,
  OUTBOUND_ALLOWED_HOSTS: /./u,
  OIDC_CLIENT_ID: /./u,
  OIDC_CLIENT_SECRET: /./u,
  OIDC_GROUPS_CLAIM: /./u,
  OIDC_ADMIN_GROUPS: /./u,
  OIDC_MEMBER_GROUPS: /./u,
  OIDC_GUEST_GROUPS: /./u,
  RECORDINGS_S3_REGION: /./u,
  RECORDINGS_S3_ACCESS_KEY: /./u,
  RECORDINGS_S3_SECRET_KEY: /./u,
  DATA_DIR: /./u,
  MODELS_DIR: /./u,
  XDG_CACHE_HOME: /./u,
  DISCORD_AUTO_JOIN_CHANNELS: /^9+$/u,
  DISCORD_TOKEN: /^\S+$/u,
  DISCORD_CONSENT_NOTICE_TEXT: /./u,
  CHATTERBOX_VOICE_ID: /./u,
  TTS_OPENAI_VOICE: /./u,
  WHISPERX_LANGUAGE: /./u,
};
/** Models and keys are the provider's to know. */
const NAMES_OF_PROVIDERS = /_(API_KEY|MODEL)$/u;

/** The library's own words, which say nothing to people. */
const LIBRARY_WORDS = /Invalid|expected|received|Too (small|big)|NaN|undefined/u;

/** Blank is no value of a list. */
const isEmptyList = (name: string, value: string): boolean =>
  /^(ALLOWED|OUTBOUND_ALLOWED|TRUSTED)_|^OIDC_.*_(GROUPS|DOMAINS)$/u.test(name) &&
  value.trim() === '';

const mayBe = (name: string, value: string): boolean =>
  FREE[name]?.test(value) ?? (NAMES_OF_PROVIDERS.test(name) && name !== 'VOXBRIDGE_API_KEY');

describe.each(variables)('$name', ({ name, schema }) => {
  it.each(SLIPS)('is refused by its name, or may be, %j', (value) => {
    const problems = problemsOf({ [name]: value });
    if (problems.length === 0) {
      expect([name, value, mayBe(name, value)]).toEqual([name, value, true]);
      return;
    }
    expect(problems.filter((problem) => problem.startsWith(`${name}: `))).not.toEqual([]);
    expect(problems.join('\n')).not.toMatch(LIBRARY_WORDS);
  });

  it.each(BLANKS)('is not taken for set when it is blank: %j', (value) => {
    const [problem] = problemsOf({ [name]: value });
    if (isEmptyList(name, value)) expect(problem).toBeUndefined();
    else expect(problem).toMatch(new RegExp(`^${name}: `, 'u'));
  });

  it('is absent when it is empty', () => {
    expect(problemsOf({ [name]: '' })).toEqual([]);
  });

  it('takes the ends of its range, and refuses what lies beyond them', () => {
    const range = /from (\S+) to (\S+)$/u.exec(limitsOf(schema) ?? '');
    if (range === null) return expect(limitsOf(schema)).toBeUndefined();
    const [min, max] = [Number(range[1]), Number(range[2])];
    for (const value of [min, max]) expect(schema.safeParse(String(value)).success).toBe(true);
    for (const value of [min - 1, max + 1]) {
      const [problem] = problemsOf({ [name]: String(value) });
      expect(problem).toMatch(
        new RegExp(`^${name}: must be a (whole )?number from .* to .*, not "`, 'u'),
      );
    }
  });

  it('is read outside of its schema', () => {
    expect(sourceWithoutSchemas).toMatch(new RegExp(String.raw`\b${name}\b`, 'u'));
  });
});

const sourceWithoutSchemas = ((): string => {
  const root = path.join(__dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/u.test(file) && !/\.spec\.ts$|\.config\.ts$/u.test(file),
  );
  // The order of the recognizers is read by a function beside their schema.
  const order = readFileSync(path.join(__dirname, 'stt.config.ts'), 'utf8').split(
    'function sttProviderOrder',
  )[1];
  return [...files.map((file) => readFileSync(path.join(root, file), 'utf8')), order].join('\n');
})();

describe('messages', () => {
  it.each([
    [{ PORT: 'banana' }, 'PORT: must be a whole number from 0 to 65535, not "banana"'],
    [{ PORT: ' ' }, 'PORT: must be a whole number from 0 to 65535, not " "'],
    [{ TTS_RATE: '3' }, 'TTS_RATE: must be a number from 0.5 to 2, not "3"'],
    [{ SPECULATIVE_TURNS: 'on' }, 'SPECULATIVE_TURNS: must be one of true, false, 1, 0, not "on"'],
    [{ ENDPOINTING: 'x' }, 'ENDPOINTING: must be one of adaptive, fixed, not "x"'],
    [
      { STT_FALLBACK_ORDER: 'embedded,whisper' },
      'STT_FALLBACK_ORDER: must be of embedded, whisperx, openai, whisperlive, deepgram, separated by commas, or none; "whisper" is none of them',
    ],
    [{ TTS_PROVIDER: 'chatterbox' }, 'TTS_PROVIDER: chatterbox needs CHATTERBOX_URL'],
    [{ PORT: '4950' }, 'PORT: must not be 4950, for media listens there: it is WEBRTC_PORT'],
    [
      { PORT: '5002', WEBRTC_PORT: '5000', WEBRTC_WORKERS: '3' },
      'PORT: must not be 5002, for media listens there: WEBRTC_PORT and WEBRTC_WORKERS say so',
    ],
    [{ WEBRTC_LISTEN_IP: 'eth0' }, 'WEBRTC_LISTEN_IP: must be an IP address, not "eth0"'],
    [
      { WEBRTC_ANNOUNCED_ADDRESS: 'not an address' },
      'WEBRTC_ANNOUNCED_ADDRESS: must be an IP address or a host name, not "not an address"',
    ],
    [{ HOST: '256.1.1.1' }, 'HOST: must be an IP address or a host name, not "256.1.1.1"'],
    [
      { WEBRTC_PORT: '65535', WEBRTC_WORKERS: '2' },
      'WEBRTC_PORT: its last of 2 workers would listen on 65536, above 65535',
    ],
    [
      { DEFAULT_AGENT_ID: 'vox' },
      'DEFAULT_AGENT_ID: must be the id of an agent (a UUID), not "vox"',
    ],
    [{ VOXBRIDGE_API_KEY: 'short' }, 'VOXBRIDGE_API_KEY: must have at least 16 characters'],
    [
      { TTS_SAMPLE_RATE: '16000' },
      'TTS_SAMPLE_RATE: has no effect, for every channel has its own rate; remove it',
    ],
  ])('say what is wrong with %j', (environment, message) => {
    const problems = problemsOf(environment);
    expect(problems).toContain(message);
  });

  it('tell no secret, and no URL that may hold a password', () => {
    const secrets = variables.filter(({ name }) => /(KEY|TOKEN|URL)$/u.test(name));
    const environment = Object.fromEntries(secrets.map(({ name }) => [name, 'se same\u0007']));
    const problems = problemsOf(environment);
    expect(problems.length).toBeGreaterThanOrEqual(secrets.length);
    expect(problems.join('\n')).not.toMatch(/se same/u);
  });
});

describe('.env.example', () => {
  const example = readFileSync(path.join(__dirname, '../../.env.example'), 'utf8');

  it('has every variable, with the limits of its numbers', () => {
    for (const { name, schema } of variables) {
      const [, above] = new RegExp(`^(#.*)\n# ${name}=`, 'mu').exec(example) ?? [];
      expect([name, above]).toEqual([name, expect.any(String)]);
      const limits = limitsOf(schema);
      if (limits !== undefined)
        expect([name, above]).toEqual([name, expect.stringContaining(limits)]);
    }
  });

  it('shows values that are taken', () => {
    const shown = [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.+)$/gmu)];
    const environment = Object.fromEntries(shown.map(([, name, value]) => [name, value]));
    expect(problemsOf(environment)).toEqual([]);
  });
});

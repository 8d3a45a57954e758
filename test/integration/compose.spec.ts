import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { parseConfig, sectionSchemas } from '../../src/config/app-config';

type Service = {
  readonly env_file?: string;
  readonly environment: Record<string, string>;
  readonly ports?: readonly string[];
};
type ComposeFile = { readonly services: Record<'server' | 'worker', Service> };

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const NEEDED = { POSTGRES_PASSWORD: 'a1b2c3', VOXBRIDGE_API_KEY: 'k'.repeat(20) };

/** What is a container's own: folders, addresses, and the other containers. */
const FIXED = [
  'DATABASE_URL',
  'REDIS_URL',
  'DATA_DIR',
  'MODELS_DIR',
  'HOST',
  'JOBS_INLINE',
  'WEBRTC_LISTEN_IP',
];

/**
 * The file as Compose reads it with `variables` in .env: interpolated, merge keys applied.
 * https://docs.docker.com/reference/compose-file/interpolation/
 */
function render(variables: Record<string, string>): ComposeFile['services'] {
  const interpolated = text
    .replace(/^\s*#.*$/gmu, '')
    .replace(
      /\$\{(\w+)(?::([-?])([^}]*))?\}/gu,
      (_all, name: string, how: string | undefined, word = '') => {
        const value = variables[name] ?? '';
        if (value !== '') return value;
        if (how === '?') throw new Error(`${name}: ${String(word)}`);
        return how === '-' ? String(word) : '';
      },
    );
  return (parse(interpolated, { merge: true }) as ComposeFile).services;
}

/** What the process in the container sees: `environment` goes before `env_file`. */
function environmentOf(service: Service, variables: Record<string, string>) {
  return { ...(service.env_file === '.env' ? variables : {}), ...service.environment };
}

describe('docker-compose.yml', () => {
  const names = Object.values(sectionSchemas).flatMap((schema) => Object.keys(schema.shape));

  it.each(['server', 'worker'] as const)(
    'hands every documented variable of .env to the %s',
    (service) => {
      const variables = Object.fromEntries(names.map((name) => [name, `the ${name} of .env`]));
      const services = render({ ...variables, ...NEEDED });
      const seen: Record<string, string> = environmentOf(services[service], {
        ...variables,
        ...NEEDED,
      });
      const lost = names.filter(
        (name) => seen[name] !== ({ ...variables, ...NEEDED } as Record<string, string>)[name],
      );
      expect(names.length).toBeGreaterThan(100);
      expect(lost.filter((name) => !FIXED.includes(name))).toEqual([]);
    },
  );

  it('publishes the ports that .env names', () => {
    expect(render(NEEDED).server.ports).toEqual([
      '4900:4900/tcp',
      '4950:4950/udp',
      '4950:4950/tcp',
    ]);
    expect(render({ ...NEEDED, PORT: '5000', WEBRTC_PORT: '5050' }).server.ports).toEqual([
      '5000:5000/tcp',
      '5050:5050/udp',
      '5050:5050/tcp',
    ]);
  });

  it('starts a server with no more than what the README says is needed', () => {
    const seen = environmentOf(render(NEEDED).server, NEEDED);
    expect(parseConfig(seen)).toMatchObject({
      server: { PORT: 4900, HOST: '0.0.0.0' },
      webrtc: { WEBRTC_ANNOUNCED_ADDRESS: '127.0.0.1' },
    });
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const section = /## Run it in containers\n(?<text>[^]*?)\n## /u.exec(readme)?.groups?.['text'];
    for (const name of Object.keys(NEEDED)) expect(section).toContain(`\`${name}\``);
  });

  it.each(Object.keys(NEEDED))('does not start without %s', (name) => {
    expect(() => render({ ...NEEDED, [name]: '' })).toThrow(name);
  });
});

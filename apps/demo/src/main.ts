import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Demo, type SceneResult } from './demo';
import { SCENES } from './script';

const USAGE = `Usage: npm run demo:discord -- [--out FOLDER]

Two people, played by recordings, talk with the bot in a voice channel of a Discord that runs on this machine; the bot
is the real server. Prints who said what, and writes WAV files to FOLDER (default: a new temporary one).
`;

const tell = (line: string): void => void process.stdout.write(`${line}\n`);

function tellScene({ captions, unanswered, answeredAfterMs }: SceneResult): void {
  for (const { heard, answer } of captions) {
    for (const { name, text } of heard) tell(`  ${name.padEnd(6)}${text}`);
    if (answer !== undefined) tell(`  ${'bot'.padEnd(6)}${answer}`);
  }
  if (answeredAfterMs !== undefined) {
    tell(
      `        (first sound of the answer ${answeredAfterMs.toFixed(0)} ms after the last word)`,
    );
  }
  for (const name of unanswered) tell(`  ${name} was not answered.`);
}

async function perform(demo: Demo, folder: string): Promise<boolean> {
  tell(`/voice join  ${await demo.command('voice join')}`);
  await demo.arrived();
  tell(`/voice captions on  ${await demo.command('voice captions', { state: 'on' })}`);
  let isAnswered = true;
  for (const scene of SCENES) {
    tell(
      `\n${scene.length > 1 ? 'At the same time: ' : ''}${scene.map(({ who }) => who).join(' and ')}`,
    );
    const result = await demo.play(scene);
    tellScene(result);
    isAnswered &&= result.unanswered.length === 0 && result.answeredAfterMs !== undefined;
  }
  tell(`\n/voice leave  ${await demo.command('voice leave')}`);
  tell(`\nListen to it:\n${(await demo.writeSound(folder)).map((path) => `  ${path}`).join('\n')}`);
  if (!isAnswered) tell(`\nNot everybody was answered. The server wrote:\n${demo.serverOutput}`);
  return isAnswered;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  tell('Starting a Discord on this machine, and the server ...');
  const demo = await Demo.start({ root: process.cwd(), environment: process.env });
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    void demo.close();
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const folder = values.out === undefined ? await temporary() : resolve(values.out);
    return (await perform(demo, folder)) ? 0 : 1;
  } catch (error) {
    if (isStopped) return 130;
    throw error;
  } finally {
    await demo.close();
  }
}

function temporary(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'voxbridge-demo-'));
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);

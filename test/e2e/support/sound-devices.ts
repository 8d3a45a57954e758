import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE_HZ = 48_000;
const FORMAT = ['--format=s16le', `--rate=${RATE_HZ}`, '--channels=1', '--raw'];

/**
 * A machine's microphone and loudspeaker, made of two null sinks of a PulseAudio of our own: what is spoken into one is the default
 * microphone, what is played on the other is recorded. The caller closes it.
 */
export class SoundDevices {
  readonly #chunks: Buffer[] = [];

  private constructor(
    private readonly folder: string,
    private readonly daemon: ChildProcess,
    private readonly recorder: ChildProcess,
    /** For the programs that are to use them. */
    readonly environment: Record<string, string>,
  ) {
    recorder.stdout?.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
  }

  static async open(): Promise<SoundDevices> {
    const folder = await mkdtemp(join(tmpdir(), 'voxbridge-sound-'));
    const socket = join(folder, 'socket');
    const environment = {
      PULSE_SERVER: `unix:${socket}`,
      PULSE_RUNTIME_PATH: folder,
      XDG_CONFIG_HOME: folder,
    };
    const sink = (name: string) =>
      `--load=module-null-sink sink_name=${name} rate=${RATE_HZ} channels=1`;
    const daemon = spawn(
      'pulseaudio',
      [
        ...[
          '-n',
          '--daemonize=no',
          '--use-pid-file=no',
          '--exit-idle-time=-1',
          '--log-level=notice',
        ],
        sink('ear'),
        sink('mouth'),
        '--load=module-remap-source master=mouth.monitor source_name=microphone',
        `--load=module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
      ],
      { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    daemon.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await answers(daemon, environment, () => said);
    await run('pactl', ['set-default-sink', 'ear'], environment);
    await run('pactl', ['set-default-source', 'microphone'], environment);
    const recorder = spawn('parec', [...FORMAT, '--device=ear.monitor'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new SoundDevices(folder, daemon, recorder, environment);
  }

  /** Speaks mono samples at 48 kHz into the microphone; resolves when they have been said. */
  async say(pcm: Int16Array): Promise<void> {
    const player = spawn('pacat', ['--playback', ...FORMAT, '--device=mouth'], {
      env: { ...process.env, ...this.environment },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const exited = once(player, 'exit');
    player.stdin.end(Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength));
    await exited;
  }

  /** What was played since the last call, or the start. */
  takeRecording(): { readonly pcm: Int16Array; readonly sampleRateHz: number } {
    const bytes = Buffer.concat(this.#chunks.splice(0));
    const even = Uint8Array.from(bytes.subarray(0, bytes.length & ~1));
    return { pcm: new Int16Array(even.buffer), sampleRateHz: RATE_HZ };
  }

  async close(): Promise<void> {
    for (const child of [this.recorder, this.daemon]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function answers(
  daemon: ChildProcess,
  environment: Record<string, string>,
  said: () => string,
): Promise<void> {
  while ((await exitCode('pactl', ['info'], environment)) !== 0) {
    if (daemon.exitCode !== null) throw new Error(`PulseAudio ended:\n${said()}`);
  }
}

async function run(
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<void> {
  const code = await exitCode(program, args, environment);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
}

async function exitCode(
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<number | null> {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

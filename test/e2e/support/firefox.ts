import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import WebSocket from 'ws';

import { eventually } from '../../support/eventually';

/** Debian's; the tests' set-up installs it. Playwright's own is a patched build with other preferences. */
const EXECUTABLE = 'firefox-esr';

const LISTENING = /WebDriver BiDi listening on (\S+)/u;

/** `--remote-allow-system-access`: the button that allows the microphone is the browser's, not the page's. */
const ARGUMENTS = [
  '--headless',
  '--no-remote',
  '--remote-debugging-port=0',
  '--remote-allow-system-access',
];

type Answer = { id?: number; type?: string; result?: unknown; error?: string; message?: string };

/**
 * Headless Firefox in a new profile, driven over WebDriver BiDi (w3.org/TR/webdriver-bidi).
 *
 * No preference is set here, and those that its driver sets on its own are about updates, telemetry and dialogs: how it connects and
 * what sound devices it sees is what a person's Firefox does. The caller closes it.
 */
export class Firefox {
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #context = '';

  private constructor(
    private readonly process: ChildProcess,
    private readonly profile: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      this.#waiting.get(answer.id ?? -1)?.(answer);
      this.#waiting.delete(answer.id ?? -1);
    });
    socket.on('close', () => {
      for (const answer of this.#waiting.values())
        answer({ type: 'error', error: 'Firefox is gone' });
    });
  }

  static async launch(environment: Record<string, string>): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'voxbridge-firefox-'));
    const child = spawn(EXECUTABLE, [...ARGUMENTS, '--profile', profile], {
      env: { ...process.env, HOME: profile, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const socket = new WebSocket(`${await addressOf(child)}/session`);
    await once(socket, 'open');
    const firefox = new Firefox(child, profile, socket);
    await firefox.#call('session.new', { capabilities: {} });
    const tree = await firefox.#call<{ contexts: { context: string }[] }>(
      'browsingContext.getTree',
      {},
    );
    firefox.#context = tree.contexts[0]?.context ?? '';
    return firefox;
  }

  /** Opens `url` and waits until it is loaded. */
  async open(url: string): Promise<void> {
    await this.#call('browsingContext.navigate', {
      context: this.#context,
      url,
      wait: 'complete',
    });
  }

  /** Presses "Allow" when Firefox asks for the microphone. */
  async allowMicrophone(): Promise<void> {
    const { contexts } = await this.#call<{ contexts: { context: string }[] }>(
      'browsingContext.getTree',
      { 'moz:scope': 'chrome' },
    );
    const window = contexts[0]?.context ?? '';
    await this.#evaluateIn(
      window,
      `new Promise((resolve) => {
        let wasAsked = false;
        const press = () => {
          const asked = PopupNotifications.isPanelOpen && PopupNotifications.panel.firstElementChild;
          if (wasAsked && !asked) return resolve();
          wasAsked ||= Boolean(asked);
          if (asked) asked.button.click();
          setTimeout(press, 50);
        };
        press();
      })`,
    );
  }

  /** The value of an expression in the page, promises awaited. */
  evaluate<T>(expression: string): Promise<T> {
    return this.#evaluateIn<T>(this.#context, expression);
  }

  /** Presses the mouse in the middle of an element, once it is there, as a person does. */
  async click(selector: string): Promise<void> {
    const asked = `(({ x, y, width, height }) => ({ x: Math.round(x + width / 2), y: Math.round(y + height / 2) }))(document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`;
    const at = await eventually(
      () => this.evaluate<{ x: number; y: number }>(asked),
      ({ x, y }) => x + y > 0,
    );
    await this.#call('input.performActions', {
      context: this.#context,
      actions: [
        {
          type: 'pointer',
          id: 'mouse',
          actions: [
            { type: 'pointerMove', ...at },
            { type: 'pointerDown', button: 0 },
            { type: 'pointerUp', button: 0 },
          ],
        },
      ],
    });
  }

  /** Closes the page as a person closes its tab; the browser stays. */
  async closePage(): Promise<void> {
    await this.#call('browsingContext.create', { type: 'tab' });
    await this.#call('browsingContext.close', { context: this.#context });
  }

  async close(): Promise<void> {
    this.socket.terminate();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exited = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await exited;
    }
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #evaluateIn<T>(context: string, expression: string): Promise<T> {
    const answer = await this.#call<{
      result: { value?: string };
      exceptionDetails?: { text: string };
    }>('script.evaluate', {
      expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
      target: { context },
      awaitPromise: true,
    });
    if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer.result.value ?? 'null') as T;
  }

  async #call<T>(method: string, params: Record<string, unknown>): Promise<T> {
    const id = ++this.#lastId;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params }));
    const answer = await answered;
    if (answer.type === 'error')
      throw new Error(`${method}: ${answer.error} ${answer.message ?? ''}`);
    return answer.result as T;
  }
}

/** Where it is driven, which it tells once it has started. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = LISTENING.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', () =>
      reject(new Error(`Firefox ended before it could be driven:\n${output}`)),
    );
  });
}

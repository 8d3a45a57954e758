import type { VoiceBot } from '../../src/discord/voice-channels';
import { BotGateway, type BotLogin, type LiveBot } from '../../src/discord/bots/bot-gateway';
import { BotLostError } from '../../src/discord/bots/bot-state';

type Answer = 'ready' | 'unreachable' | 'refused' | 'silent';

/** A Discord of one line for each token: what a login gets, from the first to the last, which then repeats. */
export class ScriptedBotGateway extends BotGateway {
  readonly logins: string[] = [];
  readonly online = new Map<string, ScriptedBot>();
  readonly #answers = new Map<string, Answer[]>();

  script(token: string, ...answers: Answer[]): void {
    this.#answers.set(token, answers);
  }

  override async login(
    { token, agentId }: BotLogin,
    onConnection: (isConnected: boolean) => void,
    signal: AbortSignal,
  ): Promise<LiveBot> {
    this.logins.push(token);
    const answers = this.#answers.get(token) ?? ['ready'];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === 'unreachable') throw new BotLostError('unreachable', { isPermanent: false });
    if (answer === 'refused') throw new BotLostError('refused', { isPermanent: true });
    if (answer === 'silent') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw new BotLostError('stopped', { isPermanent: false });
    }
    const bot = new ScriptedBot(token, agentId, onConnection, () => this.online.delete(token));
    this.online.set(token, bot);
    return bot;
  }
}

class ScriptedBot implements LiveBot {
  readonly botId: string;
  readonly name: string;
  readonly bot: VoiceBot;
  readonly #lost = Promise.withResolvers<BotLostError>();

  constructor(
    token: string,
    agentId: string | undefined,
    readonly connection: (isConnected: boolean) => void,
    private readonly onClose: () => void,
  ) {
    this.botId = `bot-${token}`;
    this.name = token;
    const client = { user: { id: this.botId } } as unknown as VoiceBot['client'];
    this.bot = { client, ...(agentId === undefined ? {} : { agentId }) };
  }

  get lost(): Promise<BotLostError> {
    return this.#lost.promise;
  }

  lose(isPermanent: boolean): void {
    this.#lost.resolve(new BotLostError('lost', { isPermanent }));
  }

  async close(): Promise<void> {
    this.onClose();
  }
}

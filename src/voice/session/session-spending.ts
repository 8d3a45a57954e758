import {
  payerOf,
  requireUnspent,
  type SessionHold,
  type SessionInfo,
  type SpendingLimits,
} from '@vox/voice-core';

const NOTHING_OPENED = { release: () => undefined };

/** Whether sessions may spend anything, before they begin and while they go on. */
export class SessionSpending {
  constructor(private readonly limits: SpendingLimits | undefined) {}

  /** A session begins: what was spent on it is kept up to date until `release`. @throws LimitReachedError */
  async open(info: SessionInfo): Promise<{ readonly release: () => void }> {
    const payer = payerOf(info, info.agent);
    const opened = (await this.limits?.open(() => payer)) ?? NOTHING_OPENED;
    try {
      requireUnspent(this.limits, payer);
    } catch (error) {
      opened.release();
      throw error;
    }
    return opened;
  }

  /** Before its client is told that it has begun. @throws LimitReachedError */
  async check(info: SessionInfo): Promise<void> {
    (await this.open(info)).release();
  }

  /** The same of one that is held, which is not where it is refused. @throws LimitReachedError */
  async held(hold: SessionHold): Promise<SessionHold> {
    const opened = await this.open(hold.info).catch(async (error: unknown) => {
      await hold.release();
      throw error;
    });
    const release = () => {
      opened.release();
      return hold.release();
    };
    return { info: hold.info, release };
  }

  /** As is known at the moment. @throws LimitReachedError */
  require(info: SessionInfo): void {
    requireUnspent(this.limits, payerOf(info, info.agent));
  }
}

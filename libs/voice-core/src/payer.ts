/** US dollars, as far as there are prices; tokens of models; minutes of audio that was heard. */
export type LimitUnit = 'usd' | 'tokens' | 'minutes';

/** So much may be spent; absent: any amount. */
export type LimitAmounts = { readonly [Unit in LimitUnit]?: number };

/** Of one agent: each session with it, and all of a day together. The server's own hold beside them. */
export type AgentLimits = { readonly session?: LimitAmounts; readonly day?: LimitAmounts };

/** On whose account a provider is asked; what is absent is not known, or there is none. */
export type Payer = {
  readonly sessionId?: string;
  /** What clients call the user. */
  readonly userId?: string;
  /** Whose session it is; null: the server's own. */
  readonly ownerId?: string | null;
  readonly agentId?: string;
  /** What that agent may spend. */
  readonly agentLimits?: AgentLimits | undefined;
};

import type { BrowserContext, Page } from 'playwright-core';

import { addPageEar, recordAnswers } from './page-audio';

export type PageTurn = {
  readonly turnId: string;
  readonly user: string;
  readonly agent: string;
  readonly outcome: string;
};

/** The page as a person uses it. */
export class ConversationPage {
  private constructor(readonly page: Page) {}

  static async open(
    context: BrowserContext,
    url: string,
    options: { speaks?: boolean } = {},
  ): Promise<ConversationPage> {
    await addPageEar(context, options);
    const page = await context.newPage();
    await page.goto(url);
    await page.getByTestId('talk-button').waitFor();
    return new ConversationPage(page);
  }

  /** Presses the button; resolves when the agent listens. `records` keeps the answers' sound too. */
  async start(options: { records?: boolean } = {}): Promise<void> {
    await this.page.getByTestId('talk-button').click();
    if (options.records === true) await recordAnswers(this.page);
    await this.waitForState('listening');
  }

  async waitForState(...states: readonly string[]): Promise<void> {
    const selector = states
      .map((state) => `[data-testid="agent-state"][data-state="${state}"]`)
      .join(', ');
    await this.page.locator(selector).waitFor();
  }

  /** Resolves with all turns once `count` of them have ended. */
  async waitForTurns(count: number): Promise<PageTurn[]> {
    await this.page.waitForFunction(
      `document.querySelectorAll('[data-testid="turn-agent"][data-final="true"]').length >= ${count}`,
    );
    return this.turns();
  }

  turns(): Promise<PageTurn[]> {
    return this.page.evaluate<PageTurn[]>(`
      [...document.querySelectorAll('[data-testid="turn-agent"]')].map((agent) => {
        const turnId = agent.dataset.turnId;
        const user = document.querySelector('[data-testid="turn-user"][data-turn-id="' + turnId + '"] .turn-text');
        return {
          turnId,
          user: user?.textContent ?? '',
          agent: agent.querySelector('.turn-text')?.textContent ?? '',
          outcome: agent.dataset.outcome,
        };
      })
    `);
  }

  errorCode(): Promise<string | null> {
    return this.page.getByTestId('error-banner').getAttribute('data-code');
  }

  sessionId(): Promise<string> {
    return this.page.evaluate<string>('window.voxbridge.sessionId');
  }
}

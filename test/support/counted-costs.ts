import type { OpenAiChatStandIn } from '@vox/stand-ins';

import type { ServerProcess } from '../e2e/support/server-process';
import { eventually } from './eventually';

/**
 * Waits until the tokens that a server has stored of `local` are those that its stand-in bills.
 * @param mostInFlight Tokens that the stand-in may have sent, and the server not seen any more, of replies that were cut off.
 */
export async function untilCountsAgree(
  { api }: Pick<ServerProcess, 'api'>,
  bills: OpenAiChatStandIn['bills'],
  mostInFlight = 0,
): Promise<void> {
  const sum = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0);
  await eventually(
    async () => {
      const query = { group: 'provider' } as const;
      const { data = [] } = await api.GET('/api/costs', { params: { query } });
      const local = data.find(({ key }) => key === 'local');
      return {
        stored: [local?.prompt_tokens, local?.completion_tokens],
        billed: [
          sum(bills.map(({ promptTokens }) => promptTokens)),
          sum(bills.map(({ completionTokens }) => completionTokens)),
        ],
      };
    },
    ({ stored: [prompt, completion = -1], billed: [billedPrompt, billedCompletion = 0] }) => {
      const unseen = billedCompletion - completion;
      return prompt === billedPrompt && unseen >= 0 && unseen <= mostInFlight;
    },
  );
}

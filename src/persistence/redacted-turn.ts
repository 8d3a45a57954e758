import type { Redactor } from '../redaction';
import type { TurnPayload } from './turn-payload';

/** A turn as it is kept, wherever it is: on the disk, in the queue, in the database, and by whom webhooks tell of it. */
export function redactedTurn(
  turn: TurnPayload,
  redactor: Pick<Redactor, 'isOn' | 'stored' | 'storedJson'>,
  language: string | undefined,
): TurnPayload {
  if (!redactor.isOn) return turn;
  const { userText, spokenText, apology, toolCalls } = turn;
  return {
    ...turn,
    ...(userText === undefined ? {} : { userText: redactor.stored(userText, language) }),
    spokenText: redactor.stored(spokenText, language),
    ...(apology === undefined ? {} : { apology: redactor.stored(apology, language) }),
    ...(toolCalls === undefined
      ? {}
      : {
          toolCalls: toolCalls.map((call) => ({
            ...call,
            arguments: redactor.storedJson(call.arguments, language),
            ...(call.result === undefined
              ? {}
              : { result: redactor.storedJson(call.result, language) }),
          })),
        }),
  };
}

import type { Redaction } from '../redaction';
import type { TurnPayload } from './turn-payload';

/** A turn as it is kept, wherever it is: on the disk, in the queue, in the database, and by whom webhooks tell of it. */
export function redactedTurn(turn: TurnPayload, redaction: Redaction): TurnPayload {
  if (!redaction.isOn) return turn;
  const { userText, spokenText, apology, toolCalls } = turn;
  return {
    ...turn,
    ...(userText === undefined ? {} : { userText: redaction.stored(userText) }),
    spokenText: redaction.stored(spokenText),
    ...(apology === undefined ? {} : { apology: redaction.stored(apology) }),
    ...(toolCalls === undefined
      ? {}
      : {
          toolCalls: toolCalls.map((call) => ({
            ...call,
            arguments: redaction.storedJson(call.arguments),
            ...(call.result === undefined ? {} : { result: redaction.storedJson(call.result) }),
          })),
        }),
  };
}

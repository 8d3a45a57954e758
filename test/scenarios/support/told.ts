import type { HistoryLine, Step, UserSound } from './steps';

const SOUNDS: Readonly<Record<UserSound, string>> = {
  mhm: 'The user says "mhm".',
  mm: 'The user says "mm".',
  'uh-huh': 'The user says "uh-huh".',
  cough: 'The user coughs.',
  laugh: 'The user laughs.',
};

/** A step as one would tell it. */
export function told(step: Step): string {
  switch (step.type) {
    case 'say':
      return `The user says "${step.words}"${partTold(step.fromMs, step.toMs)}`;
    case 'sound':
      return SOUNDS[step.sound];
    case 'pause':
      return `The user keeps quiet for ${step.ms} ms.`;
    case 'mute':
      return `The user switches the microphone off for ${step.ms} ms.`;
    case 'until':
      return `The user waits until the agent is ${step.stage}.`;
    case 'listen':
      return `The user listens until the agent has been speaking for ${step.ms} ms.`;
    case 'typed':
      return `The user types "${step.text}".`;
    case 'asks-for-silence':
      return 'The user presses the button that silences the agent.';
    case 'hang-up':
      return 'The user hangs up.';
    case 'background':
      return `In the user's room there is ${step.sound}, ${step.db} dB against their speech.`;
    case 'bystander':
      return `Somebody else in the room says "${step.words}", ${step.db} dB against the user.`;
    case 'loudness':
      return `The user's voice is ${step.db} dB against what it usually is.`;
    case 'echo':
      return `The agent's voice comes back from a loudspeaker, ${step.db} dB and ${step.delayMs} ms later.`;
    case 'loss':
      return `The network loses ${step.percent} % of the packets.`;
    case 'jitter':
      return `The network holds packets up, up to ${step.ms} ms.`;
    case 'drift':
      return `The user's clock is ${step.ppm} ppm off.`;
    case 'hears':
      return `The agent understands "${step.text}"${step.wer === 0 ? '' : `, with ${step.wer} errors per word at most`}.`;
    case 'answers':
      return `The agent is heard within ${step.withinMs} ms.`;
    case 'finishes':
      return `The agent says all of ${step.text === undefined ? 'its answer' : `"${step.text}"`}.`;
    case 'finishes-sentence':
      return `The agent ends its sentence, and has said "${step.text}".`;
    case 'keeps-speaking':
      return `The agent speaks on, silent for ${step.holdMs} ms at most.`;
    case 'stops':
      return `The agent is silent for good within ${step.withinMs} ms.`;
    case 'resumes':
      return `The agent goes on where it stopped, within ${step.withinMs} ms.`;
    case 'holds':
      return `The agent falls silent within ${step.withinMs} ms, and waits.`;
    case 'notices':
      return 'The agent shows that it hears this, and that it is over.';
    case 'ran':
      return `The agent has run "${step.tool}" ${step.times} times.`;
    case 'asked':
      return `The agent has asked its model ${step.times} times.`;
    case 'says-nothing':
      return `For ${step.ms} ms the agent does nothing.`;
    case 'thinking-sound':
      return `The agent gives a sign of life after ${step.afterMs} ms.`;
    case 'apologises':
      return 'The agent says that it cannot answer.';
    case 'shows':
      return `The agent shows "${step.text}", without a voice.`;
    case 'turns':
      return `So far there were ${step.count} turns.`;
    case 'lasted':
      return `The conversation has lasted ${step.ms} ms.`;
    case 'joined':
      return 'What was said last belongs to the turn before.';
    case 'remembers':
      return `What is stored: ${step.lines.map(lineTold).join(', ') || 'nothing'}.`;
  }
}

function partTold(fromMs: number, toMs: number): string {
  if (fromMs > 0) return `, from ${fromMs} ms on.`;
  return toMs === Infinity ? '' : `, but only the first ${toMs} ms.`;
}

function lineTold(line: HistoryLine): string {
  const end = line.by === 'agent' && line.isCutOff ? ', cut off' : '';
  return `the ${line.by} "${line.text}"${end}`;
}

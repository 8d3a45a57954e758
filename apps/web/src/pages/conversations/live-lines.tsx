import type { Line } from '../../voice/conversation';
import { AgentTurn, UserTurn } from '../../talk/turn';

type LiveLinesProps = { readonly lines: readonly Line[]; readonly agentName: string };

/** What is being said just now, as Talk shows it. */
export function LiveLines({ lines, agentName }: LiveLinesProps) {
  return lines.map((line) =>
    line.speaker === 'user' ? (
      <UserTurn key={line.key} line={line} />
    ) : (
      <AgentTurn key={line.key} line={line} agentName={agentName} />
    ),
  );
}

import { MessageEntity, TurnEntity } from '@vox/database';
import type { EntityManager, EntityMetadata } from 'typeorm';

/** The last year that PostgreSQL reads without a sign before it. */
const SIGNED_YEAR = /^\+0*/u;

/** A message with its place in the conversation. */
type PlacedMessage = Omit<MessageEntity, 'id' | 'words'>;

/**
 * Writes a turn and its messages.
 *
 * One statement for both tables, for each is a journey to the database; rows that are parameters (`jsonb_populate_recordset`)
 * only SQL can say. The columns are those of the entities.
 */
export async function insertTurn(
  manager: EntityManager,
  turn: TurnEntity,
  messages: readonly PlacedMessage[],
): Promise<void> {
  const turns = manager.connection.getMetadata(TurnEntity);
  const said = manager.connection.getMetadata(MessageEntity);
  const [ofTurn, ofMessage] = [columnsOf(turns), columnsOf(said)];
  await manager.query(
    `with turn as (
       insert into turns (${ofTurn}) select ${ofTurn} from jsonb_populate_record(null::turns, $1::jsonb)
     )
     insert into messages (${ofMessage}) select ${ofMessage} from jsonb_populate_recordset(null::messages, $2::jsonb)`,
    [
      JSON.stringify(rowOf(turns, turn)),
      JSON.stringify(messages.map((message) => rowOf(said, message))),
    ],
  );
}

function insertable({ columns }: EntityMetadata): EntityMetadata['columns'] {
  return columns.filter(({ isInsert, isGenerated }) => isInsert && !isGenerated);
}

function columnsOf(metadata: EntityMetadata): string {
  return insertable(metadata)
    .map(({ databaseName }) => databaseName)
    .join(', ');
}

/** By the columns' names. */
function rowOf(metadata: EntityMetadata, entity: object): Record<string, unknown> {
  const values = entity as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    insertable(metadata).map(({ databaseName, propertyName }) => {
      const value = values[propertyName];
      return [databaseName, value instanceof Date ? timestampOf(value) : value];
    }),
  );
}

function timestampOf(date: Date): string {
  return date.toISOString().replace(SIGNED_YEAR, '');
}

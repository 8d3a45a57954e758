import { BadGatewayException, ConflictException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { SpeechProviderEntity, type StoredVoice } from '@vox/database';
import { repairText } from '@vox/protocol';
import { ProviderError } from '@vox/voice-core';
import { Repository } from 'typeorm';

/** Of one server's list: longer ones nobody reads. */
const MOST = 2000;
const LENGTH = 200;

/** What a server lists, as it was asked last; null: it never was. */
export type Listed<T> = { readonly listed: readonly T[]; readonly fetchedAt: Date | null };

type Fetched<T> = Listed<T> & { readonly fetchedAt: Date };

/** What can be listed. */
export type ListName = 'models' | 'voices';

/** The name of a model, or a voice. */
type Item = string | StoredVoice;

const NOTHING = { listed: [], fetchedAt: null } as const;

/** What servers list, as it was last: in the row of a provider that people have added, in memory of the others. */
@Injectable()
export class SpeechLists {
  readonly #ofEnvironment = new Map<string, Fetched<Item>>();

  constructor(
    @InjectRepository(SpeechProviderEntity)
    private readonly rows: Repository<SpeechProviderEntity>,
  ) {}

  /** As far as it is known. @param id Unique over all services. */
  lastOfEnvironment<T extends Item>(id: string, name: ListName): Listed<T> {
    return (this.#ofEnvironment.get(`${id} ${name}`) ?? NOTHING) as Listed<T>;
  }

  /** @throws BadGatewayException when it gives no list; ConflictException where its kind has none. */
  async ofEnvironment<T extends Item>(
    id: string,
    name: ListName,
    isRefreshed: boolean,
    ask: Ask<T>,
  ): Promise<Fetched<T>> {
    const key = `${id} ${name}`;
    const known = this.#ofEnvironment.get(key) as Fetched<T> | undefined;
    if (known !== undefined && !isRefreshed) return known;
    const fetched = await fetchedBy(name, ask);
    this.#ofEnvironment.set(key, fetched);
    return fetched;
  }

  /** @throws BadGatewayException when it gives no list; ConflictException where its kind has none. */
  async ofRow<T extends Item>(
    row: SpeechProviderEntity,
    name: ListName,
    isRefreshed: boolean,
    ask: Ask<T>,
  ): Promise<Fetched<T>> {
    const fetchedAt = row[`${name}FetchedAt`];
    if (fetchedAt !== null && !isRefreshed) {
      return { listed: row[name] as readonly Item[] as readonly T[], fetchedAt };
    }
    const fetched = await fetchedBy(name, ask);
    const { id, kind, baseUrl } = row;
    await this.rows.update(
      // Unless it leads elsewhere by now.
      { id, kind, baseUrl },
      {
        [name]: [...fetched.listed],
        [`${name}FetchedAt`]: fetched.fetchedAt,
        // Nothing that people have set has changed.
        updatedAt: () => 'updated_at',
      },
    );
    return fetched;
  }
}

type Ask<T> = () => Promise<readonly T[] | undefined>;

async function fetchedBy<T extends Item>(name: ListName, ask: Ask<T>): Promise<Fetched<T>> {
  try {
    const listed = await ask();
    if (listed === undefined) throw new ConflictException(`Servers of its kind list no ${name}`);
    return { listed: listed.slice(0, MOST).map((item) => storable(item)), fetchedAt: new Date() };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const { category, message } = error;
    throw new BadGatewayException(`It does not list its ${name} (${category}): ${message}`);
  }
}

/** A name, or an object of names, as the database can hold it. */
function storable<T extends Item>(item: T): T {
  const cut = (value: string) => repairText(value.slice(0, LENGTH));
  if (typeof item === 'string') return cut(item) as T;
  const entries = Object.entries(item).map(([key, value]) => [key, cut(String(value))]);
  return Object.fromEntries(entries) as T;
}

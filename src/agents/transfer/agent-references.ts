import { Injectable } from '@nestjs/common';
import {
  AgentEntity,
  HttpToolEntity,
  isProviderRow,
  LlmProviderEntity,
  SpeechProviderEntity,
} from '@vox/database';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';

import { llmProviders, sttProviders, ttsProviders } from '../../config';
import { ToolsService } from '../../tools';
import type { StoredAgent } from '../agent.schema';
import type { Missing, ReadAgentDocument } from './agent-document.schema';

type Step = { readonly provider: string };

/** The rows that an agent's steps of one field are of, and the names of those that the environment configures. */
const SERVICES = {
  llm_steps: { service: 'llm', environment: llmProviders },
  stt_steps: { service: 'stt', environment: sttProviders },
  tts_steps: { service: 'tts', environment: ttsProviders },
} as const;
type StepsField = keyof typeof SERVICES;
type Service = (typeof SERVICES)[StepsField]['service'];

/** Fields that name other agents. */
const COLLEAGUES = ['transfer_to', 'consults'] as const;

/** What agents refer to: by id within a server, by name between two. */
@Injectable()
export class AgentReferences {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly tools: ToolsService,
  ) {}

  /** What an agent refers to, by name. What is gone is left out. */
  async named({ llmSteps, sttSteps, ttsSteps, transferTo, consults }: StoredAgent) {
    return {
      llm_steps: await this.#named('llm', llmSteps),
      stt_steps: await this.#named('stt', sttSteps),
      tts_steps: await this.#named('tts', ttsSteps),
      transfer_to: await this.#namesOf(transferTo),
      consults: await this.#namesOf(consults),
    };
  }

  /** What a document refers to, by the ids that are here, without what is not here; and what that is. */
  async resolved(agent: ReadAgentDocument['agent']) {
    const missing: Missing[] = [];
    const resolve = async <Named extends Step>(
      field: StepsField,
      steps: readonly Named[] | null | undefined,
    ): Promise<Named[] | null> => {
      const { service, environment } = SERVICES[field];
      const names = (steps ?? []).map(({ provider }) => provider);
      const idOf = await this.#idsOf(service, names);
      const here = (steps ?? []).flatMap((step, index) => {
        const { provider: name } = step;
        const isOfEnvironment = (environment as readonly string[]).includes(name);
        const provider = isOfEnvironment ? name : idOf.get(name);
        if (provider !== undefined) return { ...step, provider };
        missing.push({ field: `agent.${field}.${index}.provider`, name });
        return [];
      });
      return here.length === 0 ? null : here;
    };
    const references = {
      llm_steps: await resolve('llm_steps', agent.llm_steps),
      stt_steps: await resolve('stt_steps', agent.stt_steps),
      tts_steps: await resolve('tts_steps', agent.tts_steps),
      ...(await this.#colleagues(agent, missing)),
    };
    return { references, missing: [...missing, ...(await this.#missingTools(agent.tools ?? []))] };
  }

  async #named<Stored extends Step>(service: Service, steps: readonly Stored[] | null) {
    if (steps === null) return null;
    const ids = steps.map(({ provider }) => provider).filter(isProviderRow);
    const rows = await this.#rows(service, { id: In(ids) });
    const nameOf = new Map(rows.map(({ id, name }) => [id, name]));
    const named = steps.flatMap((step) => {
      const name = isProviderRow(step.provider) ? nameOf.get(step.provider) : step.provider;
      return name === undefined ? [] : { ...step, provider: name };
    });
    return named.length === 0 ? null : named;
  }

  async #idsOf(service: Service, names: string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#rows(service, { name: In(names) });
    return new Map(rows.map(({ id, name }) => [name, id]));
  }

  async #namesOf(ids: readonly string[]): Promise<string[]> {
    const agents = await this.dataSource.manager.findBy(AgentEntity, { id: In([...ids]) });
    const nameOf = new Map(agents.map(({ id, name }) => [id, name]));
    return ids.flatMap((id) => nameOf.get(id) ?? []);
  }

  async #colleagues(agent: ReadAgentDocument['agent'], missing: Missing[]) {
    const named = COLLEAGUES.flatMap((field) => agent[field] ?? []);
    const agents = await this.dataSource.manager.findBy(AgentEntity, { name: In(named) });
    const idOf = new Map(agents.map(({ id, name }) => [name, id]));
    const resolve = (field: (typeof COLLEAGUES)[number]) =>
      (agent[field] ?? []).flatMap((name, index) => {
        const id = idOf.get(name);
        if (id === undefined) missing.push({ field: `agent.${field}.${index}`, name });
        return id ?? [];
      });
    return { transfer_to: resolve('transfer_to'), consults: resolve('consults') };
  }

  #rows(
    service: Service,
    where: { readonly [Field in 'id' | 'name']?: ReturnType<typeof In<string>> },
  ): Promise<readonly { readonly id: string; readonly name: string }[]> {
    const { manager } = this.dataSource;
    if (service === 'llm') return manager.findBy(LlmProviderEntity, where);
    return manager.findBy(SpeechProviderEntity, { ...where, service });
  }

  async #missingTools(names: readonly string[]): Promise<Missing[]> {
    const rows = await this.dataSource.manager.findBy(HttpToolEntity, { name: In([...names]) });
    const known = new Set([...this.tools.builtIn, ...rows].map(({ name }) => name));
    return names.flatMap((name, index) =>
      known.has(name) ? [] : { field: `agent.tools.${index}`, name },
    );
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom an agent asks is told by rows alone, which may name a provider of the environment, too. */
export class AgentProviders1764420000000 implements MigrationInterface {
  readonly name = 'AgentProviders1764420000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Nothing has read these rows: whom agents ask stood in their own column.
    await queryRunner.query('delete from agent_llm_providers');
    await queryRunner.query(`
      alter table agent_llm_providers
        drop constraint agent_llm_providers_pkey,
        drop constraint agent_llm_providers_agent_id_position_key`);
    await queryRunner.query(`
      alter table agent_llm_providers
        alter column provider_id drop not null,
        add column environment_provider varchar(50),
        add constraint agent_llm_providers_pkey primary key (agent_id, position),
        add constraint agent_llm_providers_one_provider_check
          check (num_nonnulls(provider_id, environment_provider) = 1)`);
    await queryRunner.query(`
      insert into agent_llm_providers (agent_id, position, environment_provider, model)
      select agents.id, steps.place - 1, steps.step->>'provider', steps.step->>'model'
      from agents, jsonb_array_elements(agents.llm_steps) with ordinality as steps (step, place)
      where jsonb_typeof(agents.llm_steps) = 'array'`);
    await queryRunner.query('alter table agents drop column llm_steps');
  }

  /** Steps that name a row are lost: the column knows providers of the environment only. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table agents add column llm_steps jsonb');
    await queryRunner.query(`
      update agents set llm_steps = (
        select jsonb_agg(
          jsonb_strip_nulls(jsonb_build_object('provider', environment_provider, 'model', model)) order by position)
        from agent_llm_providers where agent_id = agents.id and environment_provider is not null)`);
    await queryRunner.query('delete from agent_llm_providers');
    await queryRunner.query(`
      alter table agent_llm_providers
        drop constraint agent_llm_providers_pkey,
        drop constraint agent_llm_providers_one_provider_check`);
    await queryRunner.query(`
      alter table agent_llm_providers
        drop column environment_provider,
        alter column provider_id set not null,
        add constraint agent_llm_providers_pkey primary key (agent_id, provider_id),
        add constraint agent_llm_providers_agent_id_position_key
          unique (agent_id, position) deferrable initially immediate`);
  }
}

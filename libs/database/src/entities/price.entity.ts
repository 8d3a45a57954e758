import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** What is paid for. */
export const priceUnits = [
  'million_prompt_tokens',
  'million_completion_tokens',
  'audio_minute',
  'million_characters',
] as const;
export type PriceUnit = (typeof priceUnits)[number];

/** What a provider asks for its work, from now on; what was used before has the price of its day. */
@Entity({ name: 'prices' })
@Unique('prices_provider_model_unit_key', ['provider', 'model', 'unit'])
@Check('prices_unit_check', `unit in ('${priceUnits.join("', '")}')`)
@Check('prices_usd_check', 'usd >= 0')
export class PriceEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'prices_pkey' })
  id!: string;

  /** As uses name it. */
  @Column({ type: 'varchar', length: 200 })
  provider!: string;

  /** Empty: any that has no price of its own. */
  @Column({ type: 'varchar', length: 200, default: '' })
  model!: string;

  @Column({ type: 'varchar', length: 30 })
  unit!: PriceUnit;

  /** US dollars for one unit; a decimal, so a string. */
  @Column({ type: 'numeric', precision: 14, scale: 8 })
  usd!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

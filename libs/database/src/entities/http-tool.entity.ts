import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** What agents may call by HTTP while they talk. What it may be is for src/tools to say. */
@Entity({ name: 'http_tools' })
@Unique('http_tools_name_key', ['name'])
@Check('http_tools_name_check', `name ~ '^[a-zA-Z0-9_-]{1,64}$'`)
@Check('http_tools_method_check', `method in ('GET', 'POST', 'PUT', 'PATCH', 'DELETE')`)
@Check('http_tools_confirm_check', `confirm in ('never', 'always')`)
@Check('http_tools_workflow_check', `workflow in ('n8n')`)
@Check('http_tools_kind_check', `kind in ('wait', 'background', 'fire')`)
export class HttpToolEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'http_tools_pkey' })
  id!: string;

  /** What models call it. */
  @Column({ type: 'varchar', length: 64 })
  name!: string;

  @Column({ type: 'varchar', length: 2000 })
  description!: string;

  /** JSON schema of an object. */
  @Column({ type: 'jsonb' })
  parameters!: Record<string, unknown>;

  @Column({ type: 'varchar', length: 10 })
  method!: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

  /** A template: arguments stand in braces, in its path and query. */
  @Column({ type: 'varchar', length: 1000 })
  url!: string;

  @Column({ type: 'jsonb', default: () => "'{}'" })
  headers!: Record<string, string>;

  /** JSON of an object, sealed by src/secrets; null where there are none. */
  @Column({ name: 'secret_headers', type: 'text', nullable: true })
  secretHeaders!: string | null;

  /** Where in a JSON answer the result is; null: all of it. */
  @Column({ name: 'response_path', type: 'varchar', length: 200, nullable: true })
  responsePath!: string | null;

  /** Whose workflow it is, whose answers are read as such; null: it is none. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  workflow!: 'n8n' | null;

  @Column({ name: 'timeout_ms', type: 'int' })
  timeoutMs!: number;

  @Column({ type: 'varchar', length: 20 })
  kind!: 'wait' | 'background' | 'fire';

  @Column({ name: 'is_read_only', type: 'boolean' })
  isReadOnly!: boolean;

  /** Whether it is asked about first, whatever the agent says; null: as the agent says. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  confirm!: 'never' | 'always' | null;

  @Column({ name: 'is_enabled', type: 'boolean', default: true })
  isEnabled!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** What holds for one tool of a server, whatever the server says of it. */
export type McpToolSettings = {
  readonly kind?: 'wait' | 'background' | 'fire';
  readonly is_read_only?: boolean;
  readonly confirm?: 'never' | 'always';
};

/** A server of tools that speaks the Model Context Protocol. What it may be is for src/tools to say. */
@Entity({ name: 'mcp_servers' })
@Unique('mcp_servers_name_key', ['name'])
@Check('mcp_servers_name_check', `name ~ '^[a-zA-Z0-9][a-zA-Z0-9-]{0,31}$'`)
export class McpServerEntity {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'mcp_servers_pkey' })
  id!: string;

  /** The names of its tools begin with it. */
  @Column({ type: 'varchar', length: 32 })
  name!: string;

  @Column({ type: 'varchar', length: 1000 })
  url!: string;

  @Column({ type: 'jsonb', default: () => "'{}'" })
  headers!: Record<string, string>;

  /** JSON of an object, sealed by src/secrets; null where there are none. */
  @Column({ name: 'secret_headers', type: 'text', nullable: true })
  secretHeaders!: string | null;

  @Column({ name: 'timeout_ms', type: 'int' })
  timeoutMs!: number;

  /** By the server's own names of its tools. */
  @Column({ name: 'tool_settings', type: 'jsonb', default: () => "'{}'" })
  toolSettings!: Record<string, McpToolSettings>;

  @Column({ name: 'is_enabled', type: 'boolean', default: true })
  isEnabled!: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

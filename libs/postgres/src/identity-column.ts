import { PrimaryGeneratedColumn } from 'typeorm';

/** A primary key that Postgres counts up and nobody writes. */
export const IdentityColumn = (primaryKeyConstraintName: string): PropertyDecorator =>
  PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName });

import { Catch, type RpcExceptionFilter } from '@nestjs/common';

/**
 * Gives the transport the very error that a consumer threw. Without it Nest turns every unknown error into the text
 * "Internal server error", and the transport could not tell a broken dependency from a bug.
 */
@Catch()
export class PassThroughFilter implements RpcExceptionFilter {
  catch(error: unknown): never {
    throw error;
  }
}

import { HttpException } from '@nestjs/common';

/** What an operator endpoint answers when it does not do what was asked; `error` is for programs. */
export interface OperatorError {
  readonly error: string;
  readonly message: string;
}

export const operatorError = (status: number, error: string, message: string): HttpException =>
  new HttpException({ error, message } satisfies OperatorError, status);

import { Controller, Get } from '@nestjs/common';
import { walletRoutes } from '../../../application/wallet-api/wallet-routes';
import { walletOpenApi } from './open-api';

const document = walletOpenApi(walletRoutes);

/** The description of this API, for everybody. */
@Controller('openapi.json')
export class OpenApiController {
  @Get()
  document(): object {
    return document;
  }
}

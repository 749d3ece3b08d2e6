import { Controller, Get } from '@nestjs/common';
import openApi from './wallet-api.openapi.json';

/** The description of this API, for everybody. */
@Controller('openapi.json')
export class OpenApiController {
  @Get()
  document(): object {
    return openApi;
  }
}

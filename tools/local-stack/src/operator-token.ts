import { operatorToken } from './stack/operator-token';

/** Prints a token of the local stack's issuer, for the CLI. */
void operatorToken(process.argv[2] ?? '', process.env).then((token) => console.log(token));

/**
 * What the administrator of a token does, with graphene-pk11: `node token-admin.mjs MODULE TOKEN COMMAND [LABEL]`, the PIN in
 * TOKEN_PIN. `init` makes the token, `generate` a pair in it, and prints the public half as JWK; `destroy` deletes it.
 */
import { createRequire } from 'node:module';

const graphene = createRequire(import.meta.url)('graphene-pk11');
const [file, label, command, keyLabel] = process.argv.slice(2);
const pin = process.env.TOKEN_PIN;
const { SERIAL_SESSION, RW_SESSION } = graphene.SessionFlag;
const { PRIVATE_KEY, PUBLIC_KEY } = graphene.ObjectClass;

const module = graphene.Module.load(file);
module.initialize();
const each = (items) => Array.from({ length: items.length }, (_, index) => items.items(index));
const slots = () => each(module.getSlots(true));
const open = (slot, user) => {
  const session = slot.open(SERIAL_SESSION | RW_SESSION);
  session.login(pin, user);
  return session;
};
const loggedIn = () =>
  open(
    slots().find((slot) => slot.getToken().label === label),
    graphene.UserType.USER,
  );

const commands = {
  init() {
    const free = slots().find((slot) => slot.getToken().label === '');
    // Slot.initToken reads an answer that this call does not give.
    free.lib.C_InitToken(free.handle, pin, label);
    open(
      slots().find((slot) => slot.getToken().label === label),
      graphene.UserType.SO,
    ).initPin(pin);
  },
  generate() {
    const common = { token: true, label: keyLabel };
    const pair = loggedIn().generateKeyPair(
      graphene.KeyGenMechanism.RSA,
      {
        ...common,
        keyType: graphene.KeyType.RSA,
        modulusBits: 2048,
        publicExponent: Buffer.from([1, 0, 1]),
        verify: true,
      },
      { ...common, keyType: graphene.KeyType.RSA, private: true, sensitive: true, extractable: false, sign: true },
    );
    const { modulus, publicExponent } = pair.publicKey.getAttribute({ modulus: null, publicExponent: null });
    const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: publicExponent.toString('base64url') };
    console.log(JSON.stringify(jwk));
  },
  destroy() {
    const session = loggedIn();
    for (const type of [PRIVATE_KEY, PUBLIC_KEY])
      for (const key of each(session.find({ class: type, label: keyLabel }))) key.destroy();
  },
};

commands[command]();
module.finalize();

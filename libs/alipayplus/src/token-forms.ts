/** An access or refresh token; the form does not tell which. See docs/alipayplus.md#tokens. */
export const tokenForm = /^281\d{3}03[0-9A-F]{32}$/;

/** An authCode as this wallet makes them. See docs/alipayplus.md#tokens. */
export const authCodeForm = /^281\d{3}13[0-9A-Za-z]{24}$/;

/** What was typed, as a number if it is one. Anything else goes as it is: the endpoint says what is wrong with it. */
export const wholeNumber = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : text);

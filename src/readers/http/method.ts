/** Whether a text can be a method of HTTP. */
export const isMethod = (text: string): boolean => /^[A-Za-z]{1,16}$/.test(text);

/**
 * A method of HTTP in capitals, as RFC 9110 §9 writes them and logs do not always. What is no word stays as logged: in capitals a
 * credential there would not be known for one any more.
 */
export const inCapitals = (method: string): string => (isMethod(method) ? method.toUpperCase() : method);

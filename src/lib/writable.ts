/** The same type while it is put together. */
export type Writable<T> = { -readonly [N in keyof T]: T[N] };
